import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { PdfError } from './errors'
import type { ObjectSink } from './object-sink'
import { name, PdfDict, PdfRef, PdfStream, PdfString, type PdfValue } from './objects'
import type { PdfReader } from './reader'
import { serialize } from './serialize'

interface Pending {
  gen: number
  value: PdfValue
  stream?: Buffer
}

/** What an update gives: the bytes to append to the base file, and where each object begins in them. */
export interface BuiltUpdate {
  append: Buffer
  /** object number → offset in `append` */
  offsets: Map<number, number>
}

/**
 * An incremental update (ISO 32000-2 §7.5.6): changed and new objects, a cross-reference section of the same flavour
 * as the file's last one, a trailer that continues it. The base is not copied; cost is in the new bytes.
 */
export class IncrementalUpdate implements ObjectSink {
  private readonly pending = new Map<number, Pending>()
  private readonly reserved = new Set<number>()
  private lastSteps: (() => void)[] = []
  private next: number

  /** Errors: `encrypted` (new strings would have to be encrypted too), `damaged` (a repaired base has no section to continue). */
  constructor(readonly reader: PdfReader) {
    if (reader.encrypted) throw new PdfError('encrypted', 'cannot add to an encrypted file')
    if (reader.repaired)
      throw new PdfError('damaged', 'cannot add to a file without a usable cross-reference')
    this.next = 1
    for (const section of reader.sections) {
      const size = section.trailer.get('Size')
      if (typeof size === 'number' && size > this.next && size <= reader.limits.objectNumber) this.next = size
    }
  }

  /** A new object; with `stream` a stream whose dictionary is `value`. */
  add(value: PdfValue, stream?: Buffer): PdfRef {
    const num = this.freeNumber()
    this.pending.set(num, { gen: 0, value, stream })
    return new PdfRef(num, 0)
  }

  /** A number for an object of this update that `set` will give; building without it is an error. */
  reserve(): PdfRef {
    const num = this.freeNumber()
    this.reserved.add(num)
    return new PdfRef(num, 0)
  }

  /** A new version of an existing object, or the content of a reserved one. */
  set(ref: PdfRef, value: PdfValue, stream?: Buffer): void {
    this.reserved.delete(ref.num)
    this.pending.set(ref.num, { gen: ref.gen, value, stream })
  }

  /** A step that runs once, at the beginning of `build`. */
  beforeBuild(step: () => void): void {
    this.lastSteps.push(step)
  }

  /** The version an object will have after this update. */
  current(ref: PdfRef): PdfValue {
    return this.pending.get(ref.num)?.value ?? this.reader.resolve(ref)
  }

  get isEmpty(): boolean {
    return this.pending.size === 0
  }

  build(): BuiltUpdate {
    const steps = this.lastSteps
    this.lastSteps = []
    for (const step of steps) step()
    if (this.reserved.size > 0) throw new TypeError(`objects never set: ${[...this.reserved].join(' ')}`)
    const { reader } = this
    const base = reader.bytes.length
    const parts: Buffer[] = []
    let position = 0
    const push = (data: string | Buffer) => {
      const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data
      parts.push(bytes)
      position += bytes.length
    }
    const last = reader.bytes[base - 1]
    if (last !== 10 && last !== 13) push('\n')

    const offsets = new Map<number, number>()
    const rows: XrefRow[] = []
    for (const [num, { gen, value, stream }] of [...this.pending].sort(([a], [b]) => a - b)) {
      offsets.set(num, position)
      rows.push({ num, gen, offset: base + position })
      push(`${num} ${gen} obj\n`)
      if (stream) {
        if (!(value instanceof PdfDict)) throw new TypeError('a stream needs a dictionary')
        push(`${serialize(value.copy().set('Length', stream.length))}\nstream\n`)
        push(stream)
        push('\nendstream\nendobj\n')
      } else {
        if (value instanceof PdfStream) throw new TypeError('pass stream bytes to add()')
        push(`${serialize(value)}\nendobj\n`)
      }
    }
    const xref = base + position
    const trailer = this.trailer(parts)
    push(
      reader.sections[0]?.kind === 'stream'
        ? xrefStream(rows, trailer, this.freeNumber(), xref)
        : xrefTable(rows, trailer.set('Size', this.next)),
    )
    push(`startxref\n${xref}\n%%EOF\n`)
    return { append: Buffer.concat(parts, position), offsets }
  }

  /** /Size lies in some files: never take a number that is listed. */
  private freeNumber(): number {
    while (this.reader.entry(this.next)) this.next++
    return this.next++
  }

  /** /Root, /Info and the first /ID stay; the second /ID tells this state from the one before (§14.4). */
  private trailer(parts: readonly Buffer[]): PdfDict {
    const old = this.reader.trailer
    const trailer = new PdfDict()
    for (const key of ['Root', 'Info']) {
      const value = old.get(key)
      if (value !== undefined) trailer.set(key, value)
    }
    const ids = this.reader.getArray(old, 'ID')
    const hash = createHash('sha256')
    for (const id of ids ?? []) if (id instanceof PdfString) hash.update(id.bytes)
    for (const part of parts) hash.update(part)
    const changing = new PdfString(hash.digest().subarray(0, 16))
    const first = ids?.[0] instanceof PdfString ? ids[0] : changing
    return trailer.set('ID', [first, changing]).set('Prev', this.reader.startxref)
  }
}

interface XrefRow {
  num: number
  gen: number
  offset: number
}

/** Runs of consecutive numbers, as both flavours want them. */
function groups(rows: readonly XrefRow[]): XrefRow[][] {
  const out: XrefRow[][] = []
  for (const row of rows) {
    const group = out[out.length - 1]
    const before = group?.[group.length - 1]
    if (group && before && before.num + 1 === row.num) group.push(row)
    else out.push([row])
  }
  return out
}

function xrefTable(rows: readonly XrefRow[], trailer: PdfDict): string {
  let out = 'xref\n'
  for (const group of groups(rows)) {
    out += `${(group[0] as XrefRow).num} ${group.length}\n`
    for (const { offset, gen } of group)
      out += `${String(offset).padStart(10, '0')} ${String(gen).padStart(5, '0')} n\r\n`
  }
  return `${out}trailer\n${serialize(trailer)}\n`
}

function xrefStream(rows: readonly XrefRow[], trailer: PdfDict, num: number, offset: number): Buffer {
  const all = [...rows, { num, gen: 0, offset }].sort((a, b) => a.num - b.num)
  const data = Buffer.alloc(8 * all.length)
  all.forEach((row, i) => {
    data[8 * i] = 1
    data.writeUIntBE(row.offset, 8 * i + 1, 5)
    data.writeUInt16BE(row.gen, 8 * i + 6)
  })
  const packed = deflateSync(data)
  trailer
    .set('Size', Math.max(num + 1, (all[all.length - 1] as XrefRow).num + 1))
    .set('Type', name('XRef'))
    .set('W', [1, 5, 2])
    .set(
      'Index',
      groups(all).flatMap((group) => [(group[0] as XrefRow).num, group.length]),
    )
    .set('Filter', name('FlateDecode'))
    .set('Length', packed.length)
  return Buffer.concat([
    Buffer.from(`${num} 0 obj\n${serialize(trailer)}\nstream\n`, 'latin1'),
    packed,
    Buffer.from('\nendstream\nendobj\n', 'latin1'),
  ])
}
