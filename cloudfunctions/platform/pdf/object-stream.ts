import { PdfError } from './errors'
import type { PdfValue } from './objects'
import { Parser } from './parser'

/** The objects inside an object stream (ISO 32000-2 §7.5.7), read when asked for. */
export class ObjectStream {
  private readonly offsets = new Map<number, number>()
  private readonly values = new Map<number, PdfValue>()

  /** `data`: the decoded stream. `count`, `first`: its /N and /First. Error: PdfError `damaged`. */
  constructor(
    private readonly data: Buffer,
    count: PdfValue,
    first: PdfValue,
  ) {
    if (typeof count !== 'number' || typeof first !== 'number')
      throw new PdfError('damaged', 'object stream header')
    const parser = new Parser(data)
    for (let i = 0; i < count; i++) {
      parser.skipWhite()
      const inner = parser.unsigned(10)
      parser.skipWhite()
      const offset = parser.unsigned(10)
      if (inner === null || offset === null) throw new PdfError('damaged', 'object stream index')
      if (!this.offsets.has(inner)) this.offsets.set(inner, first + offset)
    }
  }

  /** Null for an object that is not in it. Error: PdfError. */
  value(num: number, depth: number, lenient = false): PdfValue {
    const offset = this.offsets.get(num)
    if (offset === undefined || offset > this.data.length) return null
    const known = this.values.get(offset)
    if (known !== undefined) return known
    const parser = new Parser(this.data, offset, this.data.length, depth, lenient)
    parser.tracked = false
    const value = parser.value()
    this.values.set(offset, value)
    return value
  }
}
