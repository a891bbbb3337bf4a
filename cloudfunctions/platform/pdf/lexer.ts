import { PdfError } from './errors'
import { PdfName, PdfString } from './objects'

const WHITE = new Uint8Array(256)
for (const c of [0, 9, 10, 12, 13, 32]) WHITE[c] = 1
const DELIMITER = new Uint8Array(256)
for (const c of '()<>[]{}/%') DELIMITER[c.charCodeAt(0)] = 1

export const isWhite = (byte: number | undefined): boolean => byte !== undefined && WHITE[byte] === 1
const isRegular = (byte: number | undefined): boolean =>
  byte !== undefined && WHITE[byte] === 0 && DELIMITER[byte] === 0
export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57

const ESCAPES: Record<number, number> = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 }

/** Characters to tokens (ISO 32000-2 §7.2). Works in place on the file buffer; never reads at or past `end`. */
export class Lexer {
  /** false inside an object stream, where offsets are not file offsets and must not look like them */
  tracked = true

  constructor(
    readonly bytes: Buffer,
    public pos: number = 0,
    readonly end: number = bytes.length,
  ) {
    if (!Number.isSafeInteger(pos) || pos < 0 || pos > end)
      throw new PdfError('damaged', 'offset outside file', pos)
  }

  get peek(): number | undefined {
    return this.pos < this.end ? this.bytes[this.pos] : undefined
  }

  at(offset: number): number | undefined {
    return this.pos + offset < this.end ? this.bytes[this.pos + offset] : undefined
  }

  skipWhite(): void {
    const { bytes, end } = this
    while (this.pos < end) {
      const c = bytes[this.pos] as number
      if (WHITE[c]) this.pos++
      else if (c === 0x25) {
        while (this.pos < end && bytes[this.pos] !== 10 && bytes[this.pos] !== 13) this.pos++
      } else break
    }
  }

  /** A run of regular characters (may be empty). */
  word(): string {
    const start = this.pos
    while (this.pos < this.end && isRegular(this.bytes[this.pos])) this.pos++
    return this.bytes.toString('latin1', start, this.pos)
  }

  /** True, and moves on, when the next bytes are exactly this keyword. */
  keyword(word: string): boolean {
    const end = this.pos + word.length
    if (end > this.end || this.bytes.toString('latin1', this.pos, end) !== word) return false
    if (end < this.end && isRegular(this.bytes[end])) return false
    this.pos = end
    return true
  }

  /** A non-negative integer of at most `digits` digits; null when there is none (the position is kept). */
  unsigned(digits = 12): number | null {
    const start = this.pos
    let value = 0
    while (isDigit(this.peek) && this.pos - start < digits)
      value = value * 10 + (this.bytes[this.pos++] as number) - 48
    if (this.pos === start || isRegular(this.peek)) {
      this.pos = start
      return null
    }
    return value
  }

  number(): number {
    const start = this.pos
    const text = this.word()
    const exact = Number(text)
    if (!Number.isNaN(exact) && text !== '' && /^[+-]?[\d.]+$/.test(text)) return exact
    // Real generators write "--5", "1.2.3" and "0.00-12"; read them as other readers do.
    const loose = Number.parseFloat(text.replace(/^([+-])[+-]+/, '$1'))
    if (!Number.isNaN(loose)) return loose
    if (/^[+\-.]+$/.test(text)) return 0
    throw new PdfError('damaged', 'not a number', start)
  }

  name(): PdfName {
    this.pos++
    const word = this.word()
    return new PdfName(
      word.includes('#')
        ? word.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
            String.fromCharCode(Number.parseInt(hex, 16)),
          )
        : word,
    )
  }

  hexString(): PdfString {
    const start = this.pos
    const close = this.bytes.indexOf(0x3e, start + 1)
    if (close < 0 || close >= this.end) this.unterminated('hex string', start)
    this.pos = close + 1
    let hex = this.bytes.toString('latin1', start + 1, close)
    if (/[^0-9a-fA-F]/.test(hex)) hex = hex.replace(/[^0-9a-fA-F]/g, '')
    if (hex.length % 2) hex += '0'
    return new PdfString(
      Buffer.from(hex, 'hex'),
      true,
      this.tracked ? start : -1,
      this.tracked ? this.pos : -1,
    )
  }

  literalString(): PdfString {
    const { bytes, end } = this
    const start = this.pos++
    const out: number[] = []
    let open = 1
    while (this.pos < end) {
      const c = bytes[this.pos++] as number
      if (c === 0x5c) {
        this.escape(out)
        continue
      }
      if (c === 0x28) open++
      else if (c === 0x29 && --open === 0) return this.literal(out, start)
      // An end-of-line inside a string reads as one LF whatever its form (§7.3.4.2).
      if (c === 13) {
        if (this.peek === 10) this.pos++
        out.push(10)
      } else out.push(c)
    }
    return this.unterminated('string', start)
  }

  private literal(out: number[], start: number): PdfString {
    return new PdfString(Buffer.from(out), false, this.tracked ? start : -1, this.tracked ? this.pos : -1)
  }

  /** The position goes to the end, so that a caller who tries many places can count what the search has cost. */
  protected unterminated(what: string, start: number): never {
    this.pos = this.end
    throw new PdfError('damaged', `${what} without end`, start)
  }

  private escape(out: number[]): void {
    const c = this.peek
    if (c === undefined) return
    this.pos++
    const mapped = ESCAPES[c]
    if (mapped !== undefined) out.push(mapped)
    else if (c === 13) {
      if (this.peek === 10) this.pos++
    } else if (c === 10) return
    else if (c >= 48 && c <= 55) {
      let value = c - 48
      for (let i = 0; i < 2; i++) {
        const d = this.peek
        if (d === undefined || d < 48 || d > 55) break
        value = value * 8 + d - 48
        this.pos++
      }
      out.push(value & 255)
    } else out.push(c)
  }
}
