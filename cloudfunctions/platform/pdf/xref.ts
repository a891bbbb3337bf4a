import { PdfError } from './errors'
import { isDigit } from './lexer'
import type { PdfLimits } from './limits'
import { PdfDict, PdfStream, type PdfValue } from './objects'
import { Parser } from './parser'

/** Where an object stands: free, at an offset in the file, or inside an object stream. */
export type XrefEntry =
  | { type: 'free'; gen: number }
  | { type: 'offset'; offset: number; gen: number }
  | { type: 'compressed'; stream: number; index: number }

/** A run of object numbers; its rows lie at `at` (file offset for a table, index into the data for a stream). */
interface Run {
  start: number
  count: number
  at: number
}

/**
 * One cross-reference section. Nothing is expanded: rows are read when asked for, so a table of 300,000 objects
 * costs nothing to open.
 */
export interface XrefSection {
  /** file offset, as startxref, /Prev or /XRefStm names it */
  offset: number
  kind: 'table' | 'stream'
  /** true for the stream that a hybrid file's table points to with /XRefStm */
  hybridPart: boolean
  trailer: PdfDict
  start: number
  /** end of the trailer dictionary (table) or of the stream object */
  end: number
  /** its numbers are one too high, which most readers know and correct (table only) */
  misnumbered?: true
  /** the xref stream's own object number (stream only) */
  objectNumber?: number
  lookup(num: number): XrefEntry | null
  /** every entry, in file order */
  entries(): IterableIterator<[number, XrefEntry]>
}

const ROW = /^\d{10} \d{5} [nf](?:\r\n| \n| \r)$/

/** Reads the section at `offset` (ISO 32000-2 §7.5.4, §7.5.8). */
export function readXrefSection(
  bytes: Buffer,
  offset: number,
  limits: PdfLimits,
  decode: (stream: PdfStream) => Buffer,
): XrefSection {
  const parser = new Parser(bytes, offset, bytes.length, limits.depth)
  parser.skipWhite()
  const start = parser.pos
  if (parser.keyword('xref')) return readTable(parser, offset, start, limits)
  const object = parser.indirectObject((length) => (typeof length === 'number' ? length : null))
  if (!(object.value instanceof PdfStream))
    throw new PdfError('damaged', 'no cross-reference section', offset)
  const section = streamSection(object.value, offset, limits, decode)
  return { ...section, start, end: object.end, objectNumber: object.num }
}

function readTable(parser: Parser, offset: number, start: number, limits: PdfLimits): XrefSection {
  const { bytes } = parser
  const runs: Run[] = []
  let irregular: Map<number, XrefEntry> | undefined
  let misnumbered: true | undefined
  for (;;) {
    parser.skipWhite()
    if (parser.keyword('trailer')) break
    let first = parser.unsigned(10)
    parser.skipWhite()
    const count = first === null ? null : parser.unsigned(10)
    if (first === null || count === null)
      throw new PdfError('damaged', 'cross-reference subsection', parser.pos)
    if (first + count > limits.objectNumber + 1) throw new PdfError('limit', 'object number', parser.pos)
    parser.skipWhite()
    const at = parser.pos
    // A well-known generator error: the table starts at 1 although its first row is the free head of list 0.
    if (first === 1 && runs.length === 0 && bytes.toString('latin1', at, at + 18) === '0000000000 65535 f') {
      first = 0
      misnumbered = true
    }
    // Of a number listed twice the first counts: what follows an irregular run is read the same way, in its order.
    if (count > 0 && (irregular || !isRegularRun(bytes, at, count, parser.end))) {
      irregular ??= new Map()
      readIrregularRun(parser, first, count, irregular)
    } else {
      runs.push({ start: first, count, at })
      parser.pos = at + 20 * count
    }
  }
  parser.skipWhite()
  const trailer = parser.value()
  if (!(trailer instanceof PdfDict)) throw new PdfError('damaged', 'trailer is not a dictionary', parser.pos)
  const find = runFinder(runs)
  const read = (at: number): XrefEntry => {
    const gen = Number(bytes.toString('latin1', at + 11, at + 16))
    if (bytes[at + 17] !== 0x6e) return { type: 'free', gen }
    return { type: 'offset', offset: Number(bytes.toString('latin1', at, at + 10)), gen }
  }
  return {
    offset,
    kind: 'table',
    hybridPart: false,
    misnumbered,
    trailer,
    start,
    end: parser.pos,
    lookup(num) {
      const run = find(num)
      return run ? read(run.at + 20 * (num - run.start)) : (irregular?.get(num) ?? null)
    },
    *entries() {
      for (const run of runs) for (let i = 0; i < run.count; i++) yield [run.start + i, read(run.at + 20 * i)]
      if (irregular) yield* irregular
    },
  }
}

/**
 * The standard row is 20 bytes. Every row is looked at: where one is not, others read word by word, and all rows after
 * it would mean something else to them than to us.
 */
function isRegularRun(bytes: Buffer, at: number, count: number, end: number): boolean {
  const last = at + 20 * (count - 1)
  if (last + 18 > end) return false
  for (let row = at; row < last; row += 20) if (!isRegularRow(bytes, row)) return false
  // The very last row before `trailer` may lack its second end-of-line byte in slightly wrong files.
  return ROW.test(bytes.toString('latin1', last, last + 20))
}

/** `ROW` without making a string: tables can be long. */
function isRegularRow(bytes: Buffer, at: number): boolean {
  for (let i = 0; i < 16; i++) if (i !== 10 && !isDigit(bytes[at + i])) return false
  const type = bytes[at + 17]
  const first = bytes[at + 18]
  const second = bytes[at + 19]
  return (
    bytes[at + 10] === 0x20 &&
    bytes[at + 16] === 0x20 &&
    (type === 0x6e || type === 0x66) &&
    ((first === 0x20 && (second === 10 || second === 13)) || (first === 13 && second === 10))
  )
}

function readIrregularRun(parser: Parser, first: number, count: number, into: Map<number, XrefEntry>): void {
  for (let i = 0; i < count; i++) {
    parser.skipWhite()
    if (!isDigit(parser.peek)) throw new PdfError('damaged', 'cross-reference row', parser.pos)
    const offset = parser.unsigned(12)
    parser.skipWhite()
    const gen = parser.unsigned(7)
    parser.skipWhite()
    const used = parser.keyword('n')
    if (offset === null || gen === null || (!used && !parser.keyword('f')))
      throw new PdfError('damaged', 'cross-reference row', parser.pos)
    if (!into.has(first + i))
      into.set(first + i, used ? { type: 'offset', offset, gen } : { type: 'free', gen })
  }
}

type StreamSection = Omit<XrefSection, 'start' | 'end' | 'objectNumber'>

function streamSection(
  stream: PdfStream,
  offset: number,
  limits: PdfLimits,
  decode: (stream: PdfStream) => Buffer,
): StreamSection {
  const widths = integers(stream.dict.get('W'))
  const [w0, w1, w2] = widths ?? []
  const size = stream.dict.get('Size')
  if (w0 === undefined || w1 === undefined || w2 === undefined || Math.max(w0, w1, w2) > 8)
    throw new PdfError('damaged', 'cross-reference stream /W', offset)
  const row = w0 + w1 + w2
  if (row === 0) throw new PdfError('damaged', 'cross-reference stream /W', offset)
  const data = decode(stream)
  const index = integers(stream.dict.get('Index')) ?? [0, typeof size === 'number' ? size : 0]
  const runs: Run[] = []
  let at = 0
  for (let i = 0; i + 1 < index.length; i += 2) {
    const start = index[i] as number
    const count = index[i + 1] as number
    // Others look for the missing rows by a scan: what they find must not be invisible to us.
    if (at + count * row > data.length)
      throw new PdfError('damaged', 'cross-reference stream is short', offset)
    if (start + count > limits.objectNumber + 1) throw new PdfError('limit', 'object number', offset)
    if (count > 0) runs.push({ start, count, at })
    at += count * row
  }
  const wide = (p: number, width: number): number => {
    let value = 0
    for (let i = 0; i < width; i++) value = value * 256 + (data[p + i] as number)
    return value
  }
  const read = (p: number): XrefEntry => {
    const type = w0 === 0 ? 1 : wide(p, w0)
    const second = wide(p + w0, w1)
    const third = wide(p + w0 + w1, w2)
    if (type === 1) return { type: 'offset', offset: second, gen: third }
    if (type === 2) return { type: 'compressed', stream: second, index: third }
    return { type: 'free', gen: third }
  }
  const find = runFinder(runs)
  return {
    offset,
    kind: 'stream',
    hybridPart: false,
    trailer: stream.dict,
    lookup(num) {
      const run = find(num)
      return run ? read(run.at + row * (num - run.start)) : null
    },
    *entries() {
      for (const run of runs)
        for (let i = 0; i < run.count; i++) yield [run.start + i, read(run.at + row * i)]
    },
  }
}

function integers(value: PdfValue | undefined): number[] | null {
  if (!Array.isArray(value)) return null
  const out: number[] = []
  for (const item of value) {
    if (typeof item !== 'number' || !Number.isInteger(item) || item < 0) return null
    out.push(item)
  }
  return out
}

/** First run in file order that holds the number; binary search when the runs are ordered (they nearly always are). */
function runFinder(runs: Run[]): (num: number) => Run | undefined {
  const ordered = runs.every((run, i) => {
    const before = runs[i - 1]
    return !before || before.start + before.count <= run.start
  })
  if (!ordered) return (num) => runs.find((run) => num >= run.start && num < run.start + run.count)
  return (num) => {
    let low = 0
    let high = runs.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const run = runs[middle] as Run
      if (num < run.start) high = middle - 1
      else if (num >= run.start + run.count) low = middle + 1
      else return run
    }
    return undefined
  }
}

/** The offset that the last `startxref` names. Error: PdfError `damaged`. */
export function findStartxref(bytes: Buffer): number {
  const from = Math.max(0, bytes.length - 2048)
  const at = bytes.subarray(from).lastIndexOf('startxref')
  if (at < 0) throw new PdfError('damaged', 'no startxref')
  const parser = new Parser(bytes, from + at + 9)
  parser.skipWhite()
  const offset = parser.unsigned(12)
  if (offset === null || offset >= bytes.length) throw new PdfError('damaged', 'startxref leads nowhere')
  return offset
}
