/** Why the engine could not read or write a PDF; stable, for callers to switch on. */
export type PdfErrorCode =
  | 'not-pdf' // no %PDF header where one must be
  | 'damaged' // syntax, cross-reference or page tree broken
  | 'limit' // a bound on depth, count or size was hit (bomb, loop)
  | 'encrypted' // needs a password or a decryption this engine does not do
  | 'unsupported' // a filter or form the engine does not know
  | 'refused' // the request itself is not allowed (a signed file would be rewritten, a slot is missing)

/** The only error type thrown on bad input by the PDF engine. `detail` is for logs and findings, never a user text. */
export class PdfError extends Error {
  constructor(
    readonly code: PdfErrorCode,
    readonly detail: string,
    readonly offset?: number,
  ) {
    super(offset === undefined ? `${code}: ${detail}` : `${code}: ${detail} (at byte ${offset})`)
    this.name = 'PdfError'
  }
}
