import { PdfError } from './errors'
import { isDigit, isWhite } from './lexer'
import type { PdfLimits } from './limits'
import { isName, PdfDict, PdfRef, PdfStream } from './objects'
import { Parser } from './parser'
import type { XrefEntry, XrefSection } from './xref'

/** Bytes that may be read more than once: honest objects lie side by side. */
const OVERLAP = 4 << 20

/**
 * Rebuilds a cross-reference section for a damaged file by one linear scan for `num gen obj` (the last one of a
 * number wins, as an update would). Never used for a file whose signatures are to be judged: what a repaired
 * reading shows is not what was signed.
 */
export function rebuildXref(
  bytes: Buffer,
  limits: PdfLimits,
  decode: (stream: PdfStream) => Buffer,
): XrefSection {
  const found = new Map<number, XrefEntry>()
  let trailer = new PdfDict()
  let catalog: PdfRef | undefined
  let spent = 0
  const direct = (length: unknown) => (typeof length === 'number' ? length : null)
  for (let at = bytes.indexOf('obj'); at >= 0; at = bytes.indexOf('obj', at + 3)) {
    const header = headerBefore(bytes, at)
    if (!header || header.num > limits.objectNumber) continue
    found.set(header.num, { type: 'offset', offset: header.start, gen: header.gen })
    const parser = new Parser(bytes, header.start, bytes.length, limits.depth, true)
    try {
      const { value } = parser.indirectObject(direct)
      if (value instanceof PdfDict && isName(value.get('Type'), 'Catalog'))
        catalog = new PdfRef(header.num, header.gen)
      if (value instanceof PdfStream) {
        if (isName(value.dict.get('Type'), 'ObjStm')) listCompressed(value, header.num, found, decode)
        if (isName(value.dict.get('Type'), 'XRef')) trailer = mergeTrailer(trailer, value.dict)
        if (value.end > at) at = value.end - 3
      }
    } catch {
      // One broken object does not stop the repair of the others.
    }
    // A file made of objects without ends must not take quadratic time.
    spent += parser.pos - header.start
    if (spent > 2 * bytes.length + OVERLAP) throw new PdfError('limit', 'too damaged to repair')
  }
  for (let at = bytes.indexOf('trailer'); at >= 0; at = bytes.indexOf('trailer', at + 7)) {
    try {
      const value = new Parser(bytes, at + 7, bytes.length, limits.depth, true).value()
      if (value instanceof PdfDict) trailer = mergeTrailer(trailer, value)
    } catch {
      // An unreadable trailer is passed over; another one or the catalogue found above may do.
    }
  }
  if (!(trailer.get('Root') instanceof PdfRef) && catalog) trailer.set('Root', catalog)
  if (!(trailer.get('Root') instanceof PdfRef)) throw new PdfError('damaged', 'no document catalogue found')
  trailer.delete('Prev').delete('XRefStm')
  trailer.set('Size', highest(found.keys()) + 1)
  return {
    offset: 0,
    kind: 'table',
    hybridPart: false,
    trailer,
    start: 0,
    end: bytes.length,
    lookup: (num) => found.get(num) ?? null,
    entries: () => found.entries(),
  }
}

/** `12 0 ` standing right before `obj`, read backwards; null when it is another word ending in obj (endobj). */
function headerBefore(bytes: Buffer, obj: number): { num: number; gen: number; start: number } | null {
  let p = obj
  const skipWhite = () => {
    const from = p
    while (p > 0 && isWhite(bytes[p - 1])) p--
    return from > p
  }
  const digits = (max: number) => {
    const end = p
    while (p > 0 && end - p < max && isDigit(bytes[p - 1])) p--
    return end > p ? Number(bytes.toString('latin1', p, end)) : null
  }
  skipWhite()
  const gen = digits(5)
  if (gen === null || !skipWhite()) return null
  const num = digits(10)
  if (num === null) return null
  return { num, gen, start: p }
}

function listCompressed(
  stream: PdfStream,
  num: number,
  found: Map<number, XrefEntry>,
  decode: (stream: PdfStream) => Buffer,
): void {
  const count = stream.dict.get('N')
  if (typeof count !== 'number') return
  const parser = new Parser(decode(stream))
  for (let index = 0; index < count; index++) {
    parser.skipWhite()
    const inner = parser.unsigned(10)
    parser.skipWhite()
    if (inner === null || parser.unsigned(10) === null) return
    found.set(inner, { type: 'compressed', stream: num, index })
  }
}

function mergeTrailer(older: PdfDict, newer: PdfDict): PdfDict {
  const merged = older.copy()
  for (const key of ['Root', 'Info', 'ID', 'Encrypt']) {
    const value = newer.get(key)
    if (value !== undefined) merged.set(key, value)
  }
  return merged
}

function highest(keys: Iterable<number>): number {
  let max = 0
  for (const key of keys) if (key > max) max = key
  return max
}
