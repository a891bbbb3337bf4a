import { countSignatures, readFormFields } from './form-fields'
import type { PdfReader } from './reader'

/** What can only be done before the first signature, because it changes more than a signer's own places. */
export class AfterSignature extends Error {
  constructor(readonly code: 'ATTACHMENT_AFTER_SIGNATURE' | 'FILL_AFTER_SIGNATURE') {
    super(`${code}: the file carries a signature`)
    this.name = 'AfterSignature'
  }
}

/** Error: AfterSignature when a field of the form is signed. */
export function refuseWhenSigned(reader: PdfReader, code: AfterSignature['code']): void {
  if (countSignatures(readFormFields(reader).values()) > 0) throw new AfterSignature(code)
}
