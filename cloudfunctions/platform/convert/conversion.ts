import type { RefusalCode, WarningCode } from './messages'

/** What every converter gives: the PDF and what the reader of the original would find different in it. */
export interface ConversionResult {
  pdf: Buffer
  pages: number
  warnings: ConversionWarning[]
}

/** Something that is shown otherwise than in the original, though nothing of the content is lost. */
export interface ConversionWarning {
  code: WarningCode
  /** how often */
  count: number
  /** names of fonts, formats, fields; short */
  detail?: string
}

/** Nothing is converted: the content would change, or cannot be read. */
export class ConversionRefused extends Error {
  override name = 'ConversionRefused'

  constructor(
    readonly code: RefusalCode,
    readonly detail?: string,
  ) {
    super(detail ? `${code}: ${detail}` : code)
  }
}

/** Bounds against files made to hurt. All in bytes or counts. */
export interface ConversionLimits {
  /** of one part after unpacking */
  partBytes: number
  /** of all parts together after unpacking */
  totalBytes: number
  /** unpacked to packed size, of parts above 1 MB */
  ratio: number
  /** parts in a package */
  parts: number
  /** depth of nested elements, tables in tables */
  depth: number
  pages: number
  /** XML elements in one part */
  elements: number
}

export const CONVERSION_LIMITS: ConversionLimits = {
  partBytes: 64 * 1024 * 1024,
  totalBytes: 256 * 1024 * 1024,
  ratio: 200,
  parts: 5000,
  depth: 200,
  pages: 1000,
  elements: 3_000_000,
}

/** Collects warnings while a document is read: one entry a code and detail, counted. */
export class WarningList {
  private readonly entries = new Map<string, ConversionWarning>()

  add(code: WarningCode, detail?: string): void {
    const key = `${code} ${detail ?? ''}`
    const known = this.entries.get(key)
    if (known) known.count++
    else if (this.entries.size < 50)
      this.entries.set(key, { code, count: 1, ...(detail ? { detail: detail.slice(0, 80) } : {}) })
  }

  list(): ConversionWarning[] {
    return [...this.entries.values()]
  }
}
