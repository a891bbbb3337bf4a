import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { ObjectSink } from './object-sink'
import { name, PdfDict, PdfRef, PdfString, type PdfValue } from './objects'
import { serialize } from './serialize'

/** Objects per object stream: few enough that reading one object inflates little. */
const PACKED = 100

type Place = { offset: number } | { container: number; index: number }

/**
 * A new PDF file, object by object: streams go out as they come, everything else packed into object streams
 * (ISO 32000-2 §7.5.7), found again by a cross-reference stream. The same objects always give the same bytes.
 */
export class ObjectFile implements ObjectSink {
  private readonly chunks: Buffer[] = []
  private position = 0
  private readonly places: (Place | null)[] = [null]
  private waiting: { num: number; text: string }[] = []
  private lastSteps: (() => void)[] = []

  constructor() {
    this.push('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')
  }

  add(value: PdfValue, stream?: Buffer): PdfRef {
    const ref = this.reserve()
    this.set(ref, value, stream)
    return ref
  }

  reserve(): PdfRef {
    return new PdfRef(this.places.push(null) - 1)
  }

  /** Once for each object: what is written stays. */
  set({ num }: PdfRef, value: PdfValue, stream?: Buffer): void {
    if (this.places[num]) throw new TypeError(`object ${num} is written already`)
    if (!stream) {
      this.waiting.push({ num, text: serialize(value) })
      if (this.waiting.length >= PACKED) this.pack()
      // Its place follows with the object stream; until then the number is taken.
      this.places[num] ??= { container: 0, index: 0 }
      return
    }
    if (!(value instanceof PdfDict)) throw new TypeError('a stream needs a dictionary')
    this.places[num] = { offset: this.position }
    this.push(`${num} 0 obj\n${serialize(value.copy().set('Length', stream.length))}\nstream\n`)
    this.push(stream)
    this.push('\nendstream\nendobj\n')
  }

  beforeBuild(step: () => void): void {
    this.lastSteps.push(step)
  }

  /** The finished file; nothing can be added afterwards. */
  build(root: PdfRef, info?: PdfRef): Buffer {
    for (const step of this.lastSteps) step()
    this.pack()
    const missing = this.places.findIndex((place, num) => num > 0 && place === null)
    if (missing > 0) throw new TypeError(`object ${missing} was never set`)
    this.writeCrossReference(root, info)
    return Buffer.concat(this.chunks, this.position)
  }

  private pack(): void {
    const objects = this.waiting
    if (objects.length === 0) return
    this.waiting = []
    const container = this.reserve()
    let at = 0
    const header = objects.map(({ num, text }, index) => {
      this.places[num] = { container: container.num, index }
      const entry = `${num} ${at}`
      at += text.length + 1
      return entry
    })
    const first = `${header.join(' ')}\n`
    const body = `${first}${objects.map(({ text }) => text).join('\n')}`
    const dict = PdfDict.of({
      Type: name('ObjStm'),
      N: objects.length,
      First: first.length,
      Filter: name('FlateDecode'),
    })
    this.set(container, dict, deflateSync(Buffer.from(body, 'latin1')))
  }

  private writeCrossReference(root: PdfRef, info: PdfRef | undefined): void {
    const start = this.position
    this.places.push({ offset: start })
    const size = this.places.length
    const rows = Buffer.alloc(8 * size)
    rows.writeUInt16BE(0xffff, 6)
    this.places.forEach((place, num) => {
      if (!place) return
      const packed = 'container' in place
      rows[8 * num] = packed ? 2 : 1
      rows.writeUIntBE(packed ? place.container : place.offset, 8 * num + 1, 5)
      rows.writeUInt16BE(packed ? place.index : 0, 8 * num + 6)
    })
    const hash = createHash('sha256')
    for (const chunk of this.chunks) hash.update(chunk)
    const id = new PdfString(hash.digest().subarray(0, 16))
    const packed = deflateSync(rows)
    const dict = PdfDict.of({
      Type: name('XRef'),
      Size: size,
      W: [1, 5, 2],
      Root: root,
      Info: info,
      ID: [id, id],
      Filter: name('FlateDecode'),
      Length: packed.length,
    })
    this.push(`${size - 1} 0 obj\n${serialize(dict)}\nstream\n`)
    this.push(packed)
    this.push(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`)
  }

  private push(data: string | Buffer): void {
    const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data
    this.chunks.push(bytes)
    this.position += bytes.length
  }
}
