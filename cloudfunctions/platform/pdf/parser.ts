import { PdfError } from './errors'
import { isWhite, Lexer } from './lexer'
import { PdfDict, PdfRef, PdfStream, type PdfValue } from './objects'

/** An object `num gen obj … endobj` with the place it was found. */
export interface IndirectObject {
  num: number
  gen: number
  value: PdfValue
  start: number
  end: number
}

/** Tokens to values (ISO 32000-2 §7.3), with bounded nesting. */
export class Parser extends Lexer {
  private depth = 0

  constructor(
    bytes: Buffer,
    pos = 0,
    end: number = bytes.length,
    private readonly maxDepth = 128,
  ) {
    super(bytes, pos, end)
  }

  value(): PdfValue {
    if (++this.depth > this.maxDepth) throw new PdfError('limit', 'nesting too deep', this.pos)
    const value = this.read()
    this.depth--
    return value
  }

  private read(): PdfValue {
    this.skipWhite()
    const c = this.peek
    if (c === undefined) throw new PdfError('damaged', 'unexpected end', this.pos)
    if (c === 0x2f) return this.name()
    if (c === 0x28) return this.literalString()
    if (c === 0x3c) return this.at(1) === 0x3c ? this.dict() : this.hexString()
    if (c === 0x5b) return this.array()
    if (c >= 48 && c <= 57) return this.numberOrRef()
    if (c === 0x2b || c === 0x2d || c === 0x2e) return this.number()
    if (this.keyword('true')) return true
    if (this.keyword('false')) return false
    if (this.keyword('null')) return null
    throw new PdfError('damaged', 'unknown token', this.pos)
  }

  private numberOrRef(): number | PdfRef {
    const start = this.pos
    const num = this.unsigned(10)
    if (num !== null) {
      const after = this.pos
      this.skipWhite()
      const gen = this.pos > after ? this.unsigned(5) : null
      if (gen !== null && isWhite(this.peek)) {
        this.skipWhite()
        if (this.keyword('R')) return new PdfRef(num, gen)
      }
    }
    this.pos = start
    return this.number()
  }

  private array(): PdfValue[] {
    const start = this.pos++
    const items: PdfValue[] = []
    for (;;) {
      this.skipWhite()
      if (this.peek === undefined) return this.unterminated('array', start)
      if (this.peek === 0x5d) {
        this.pos++
        return items
      }
      items.push(this.value())
    }
  }

  dict(): PdfDict {
    const dict = new PdfDict()
    const start = this.pos
    if (this.tracked) dict.start = start
    this.pos += 2
    for (;;) {
      this.skipWhite()
      if (this.peek === undefined) return this.unterminated('dictionary', start)
      if (this.closesDict(dict)) return dict
      if (this.peek !== 0x2f) throw new PdfError('damaged', 'dictionary key is not a name', this.pos)
      const key = this.name().value
      this.skipWhite()
      if (this.closesDict(dict)) return dict // a key without a value, seen in the wild
      const value = this.value()
      if (dict.entries.has(key)) (dict.duplicates ??= []).push(key)
      dict.entries.set(key, value)
    }
  }

  private closesDict(dict: PdfDict): boolean {
    if (this.peek !== 0x3e || this.at(1) !== 0x3e) return false
    this.pos += 2
    if (this.tracked) dict.end = this.pos
    return true
  }

  /**
   * Reads `num gen obj` and its value at the current position. `lengthOf` resolves a stream's /Length, which may
   * be a reference.
   */
  indirectObject(lengthOf: (length: PdfValue | undefined) => number | null): IndirectObject {
    this.skipWhite()
    const start = this.pos
    const num = this.unsigned(10)
    this.skipWhite()
    const gen = num === null ? null : this.unsigned(5)
    this.skipWhite()
    // "obj" may be followed directly by its value ("obj<<"), never by letters.
    if (num === null || gen === null || this.peek !== 0x6f || this.at(1) !== 0x62 || this.at(2) !== 0x6a)
      throw new PdfError('damaged', 'no object here', start)
    this.pos += 3
    this.skipWhite()
    if (this.keyword('endobj')) return { num, gen, value: null, start, end: this.pos }
    const value = this.value()
    this.skipWhite()
    const object = { num, gen, value, start, end: this.pos }
    if (value instanceof PdfDict && this.keyword('stream')) {
      object.value = this.stream(value, lengthOf)
      this.skipWhite()
    }
    this.keyword('endobj') // often missing in the wild, and nothing hangs on it
    object.end = this.pos
    return object
  }

  private stream(dict: PdfDict, lengthOf: (length: PdfValue | undefined) => number | null): PdfStream {
    if (this.peek === 13) this.pos++
    if (this.peek === 10) this.pos++
    const start = this.pos
    const length = lengthOf(dict.get('Length'))
    if (length !== null && length >= 0 && start + length <= this.end) {
      this.pos = start + length
      this.skipWhite()
      if (this.keyword('endstream')) {
        return new PdfStream(dict, this.bytes.subarray(start, start + length), start, start + length)
      }
    }
    const found = this.bytes.indexOf('endstream', start, 'latin1')
    if (found < 0 || found + 9 > this.end) return this.unterminated('stream', start)
    let end = found
    if (end > start && this.bytes[end - 1] === 10) end--
    if (end > start && this.bytes[end - 1] === 13) end--
    this.pos = found + 9
    return new PdfStream(dict, this.bytes.subarray(start, end), start, end, false)
  }
}
