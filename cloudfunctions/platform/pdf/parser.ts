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

/** Where a broken object of a damaged file must end at the latest. */
const OBJECT_ENDS = ['endobj', 'endstream', 'obj', 'stream', 'xref', 'trailer', 'startxref'] as const

/**
 * Tokens to values (ISO 32000-2 §7.3), with bounded nesting. `lenient` is for files that are read by scanning: what is no
 * value reads as null, what is not closed ends with its object.
 */
export class Parser extends Lexer {
  private depth = 0

  constructor(
    bytes: Buffer,
    pos = 0,
    end: number = bytes.length,
    private readonly maxDepth = 128,
    private readonly lenient = false,
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
    if (this.lenient) return this.passOver()
    throw new PdfError('damaged', 'unknown token', this.pos)
  }

  /** A word that is no value, or a single delimiter out of place. */
  private passOver(): null {
    if (!this.endsEarly() && this.word() === '') this.pos++
    return null
  }

  /** The file or, read leniently, the object ends before an array or dictionary does. */
  private endsEarly(): boolean {
    const c = this.peek
    if (c === undefined) return true
    // Small letters alone: the words are looked for before every value.
    return this.lenient && c >= 0x61 && c <= 0x7a && OBJECT_ENDS.some((word) => this.looksAt(word))
  }

  private looksAt(word: string): boolean {
    const { pos } = this
    const found = this.keyword(word)
    this.pos = pos
    return found
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
      if (this.endsEarly()) return this.lenient ? items : this.unterminated('array', start)
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
      if (this.endsEarly()) return this.lenient ? dict : this.unterminated('dictionary', start)
      if (this.closesDict(dict)) return dict
      if (this.peek !== 0x2f) {
        if (!this.lenient) throw new PdfError('damaged', 'dictionary key is not a name', this.pos)
        this.value()
        continue
      }
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
    const found = this.streamEnd(start)
    if (found === null) return this.unterminated('stream', start)
    let end = found
    if (end > start && this.bytes[end - 1] === 10) end--
    if (end > start && this.bytes[end - 1] === 13) end--
    this.pos = found
    this.keyword('endstream')
    return new PdfStream(dict, this.bytes.subarray(start, end), start, end, false)
  }

  private streamEnd(start: number): number | null {
    for (const word of this.lenient ? ['endstream', 'endobj'] : ['endstream']) {
      const found = this.bytes.indexOf(word, start, 'latin1')
      if (found >= 0 && found + word.length <= this.end) return found
    }
    return null
  }
}
