/**
 * The PDF object model (ISO 32000-2 §7.3). null, booleans and numbers are plain JavaScript values, arrays are
 * arrays; everything else is a small class with a `kind`, so that a switch over a value is checked by the compiler.
 */
export type PdfValue =
  null | boolean | number | PdfName | PdfString | PdfRef | PdfDict | PdfStream | RawToken | PdfValue[]

export class PdfName {
  readonly kind = 'name'
  constructor(readonly value: string) {}
}

/** An indirect reference `num gen R`. */
export class PdfRef {
  readonly kind = 'ref'
  constructor(
    readonly num: number,
    readonly gen: number = 0,
  ) {}
}

/**
 * A string object. `start`/`end` are the offsets of the whole token, delimiters included, in the buffer it was
 * parsed from (−1 when made in memory): the verifier compares them with /ByteRange.
 */
export class PdfString {
  readonly kind = 'string'
  constructor(
    readonly bytes: Buffer,
    readonly hex: boolean = true,
    readonly start: number = -1,
    readonly end: number = -1,
    /** a hex string with nothing but whole pairs of hex digits between its delimiters */
    readonly exact: boolean = false,
  ) {}
}

/** Keys in file order. `duplicates` lists keys that occurred more than once (the last value wins, as in most readers). */
export class PdfDict {
  readonly kind = 'dict'
  duplicates: string[] | undefined
  start = -1
  end = -1
  constructor(readonly entries: Map<string, PdfValue> = new Map()) {}

  static of(entries: Record<string, PdfValue | undefined>): PdfDict {
    const dict = new PdfDict()
    for (const [key, value] of Object.entries(entries)) if (value !== undefined) dict.entries.set(key, value)
    return dict
  }

  /** The direct value; undefined when the key is absent. References are not followed: use `PdfReader.get`. */
  get(key: string): PdfValue | undefined {
    return this.entries.get(key)
  }

  has(key: string): boolean {
    return this.entries.has(key)
  }

  set(key: string, value: PdfValue): this {
    this.entries.set(key, value)
    return this
  }

  delete(key: string): this {
    this.entries.delete(key)
    return this
  }

  keys(): IterableIterator<string> {
    return this.entries.keys()
  }

  /** A shallow copy to change and write as a new version of the object. */
  copy(): PdfDict {
    return new PdfDict(new Map(this.entries))
  }
}

/** A stream as it stands in the file: `raw` is the still encoded view, `start`/`end` its offsets. */
export class PdfStream {
  readonly kind = 'stream'
  constructor(
    readonly dict: PdfDict,
    /** the bytes, or how to decrypt them when they are first asked for */
    private source: Buffer | (() => Buffer),
    readonly start: number = -1,
    readonly end: number = -1,
    /** False when /Length did not lead to `endstream` and the end had to be searched. */
    readonly lengthMatches: boolean = true,
  ) {}

  /** Encoded by its filters, never encrypted. Error: PdfError `limit`, `damaged` where decrypting fails. */
  get raw(): Buffer {
    if (typeof this.source === 'function') this.source = this.source()
    return this.source
  }
}

/** Only for writing: text put into the output as it is (placeholders of fixed width). The parser never makes one. */
export class RawToken {
  readonly kind = 'raw'
  constructor(readonly text: string) {}
}

export const name = (value: string): PdfName => new PdfName(value)

export const isName = (value: PdfValue | undefined, expected?: string): value is PdfName =>
  value instanceof PdfName && (expected === undefined || value.value === expected)
export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof PdfDict
export const isStream = (value: PdfValue | undefined): value is PdfStream => value instanceof PdfStream
export const isRef = (value: PdfValue | undefined): value is PdfRef => value instanceof PdfRef
export const isString = (value: PdfValue | undefined): value is PdfString => value instanceof PdfString
