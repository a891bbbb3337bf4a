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

const POWERS = Array.from({ length: 16 }, (_, i) => 10 ** i)

/** The same few names come again and again: one object each, the newest per slot. */
const KNOWN_NAMES = new Array<PdfName | undefined>(4096).fill(undefined)

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
    const { bytes, pos } = this
    const end = pos + word.length
    if (end > this.end) return false
    for (let i = 0; i < word.length; i++) if (bytes[pos + i] !== word.charCodeAt(i)) return false
    if (end < this.end && isRegular(bytes[end])) return false
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
    const exact = this.plainNumber()
    if (exact !== null) return exact
    this.pos = start
    const text = this.word()
    const value = Number(text)
    if (!Number.isNaN(value) && text !== '' && /^[+-]?[\d.]+$/.test(text)) return value
    // Real generators write "--5", "1.2.3" and "0.00-12"; read them as other readers do.
    const loose = Number.parseFloat(text.replace(/^([+-])[+-]+/, '$1'))
    if (!Number.isNaN(loose)) return loose
    if (/^[+\-.]+$/.test(text)) return 0
    throw new PdfError('damaged', 'not a number', start)
  }

  /** Sign, digits, point, digits: at most 15 of them, so that the result is exact. Null for every other form. */
  private plainNumber(): number | null {
    const { bytes, end } = this
    let p = this.pos
    const sign = bytes[p]
    if (sign === 0x2d || sign === 0x2b) p++
    let value = 0
    let digits = 0
    let scale = 0
    for (; p < end; p++) {
      const c = bytes[p] as number
      if (c >= 48 && c <= 57) {
        value = value * 10 + c - 48
        if (++digits > 15) return null
        if (scale > 0) scale++
      } else if (c === 0x2e && scale === 0) scale = 1
      else if (isRegular(c)) return null
      else break
    }
    if (digits === 0) return null
    this.pos = p
    const size = scale > 1 ? value / (POWERS[scale - 1] as number) : value
    return sign === 0x2d && size !== 0 ? -size : size
  }

  name(): PdfName {
    this.pos++
    const { bytes, end } = this
    const start = this.pos
    let hash = 0
    while (this.pos < end && isRegular(bytes[this.pos]))
      hash = (hash * 31 + (bytes[this.pos++] as number)) | 0
    const slot = hash & (KNOWN_NAMES.length - 1)
    const known = KNOWN_NAMES[slot]
    if (known && this.spells(known.value, start)) return known
    const word = bytes.toString('latin1', start, this.pos)
    if (word.includes('#'))
      return new PdfName(
        word.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      )
    const fresh = new PdfName(word)
    if (word.length <= 40) KNOWN_NAMES[slot] = fresh
    return fresh
  }

  private spells(text: string, start: number): boolean {
    if (text.length !== this.pos - start) return false
    for (let i = 0; i < text.length; i++) if (this.bytes[start + i] !== text.charCodeAt(i)) return false
    return true
  }

  hexString(): PdfString {
    const start = this.pos
    const close = this.bytes.indexOf(0x3e, start + 1)
    if (close < 0 || close >= this.end) this.unterminated('hex string', start)
    this.pos = close + 1
    const hex = this.bytes.toString('latin1', start + 1, close)
    // Decoding stops at the first other character: a whole result means that there was none.
    const direct = Buffer.from(hex, 'hex')
    const exact = 2 * direct.length === hex.length
    return new PdfString(
      exact ? direct : looseHex(hex),
      true,
      this.tracked ? start : -1,
      this.tracked ? this.pos : -1,
      exact,
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

/** Other characters are passed over and a missing last digit is 0 (§7.3.4.3). */
function looseHex(text: string): Buffer {
  const hex = text.replace(/[^0-9a-fA-F]/g, '')
  return Buffer.from(hex.length % 2 ? `${hex}0` : hex, 'hex')
}
