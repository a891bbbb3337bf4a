import { refuseWhenSigned } from './after-signature'
import { DrawingWriter } from './appearance/drawing-writer'
import type { FontSet } from './fonts/font-set'
import { readFormFields } from './form-fields'
import { PdfReader } from './reader'
import { fillSlots, type SlotFill } from './slots'
import { IncrementalUpdate } from './writer'

/**
 * Fills slots in a revision of its own, before anybody has signed: a party that fills first and signs later (unordered
 * signing: every fill precedes the first signature). Gives the bytes to append. After a signature the values go into
 * their party's own act (`SignatureRequest.slots`). Errors: AfterSignature FILL_AFTER_SIGNATURE, PdfError `refused`,
 * MissingGlyphs.
 */
export function fillBeforeSigning(
  base: Buffer,
  slots: readonly SlotFill[],
  options: { fonts?: FontSet } = {},
): Buffer {
  const reader = PdfReader.open(base)
  refuseWhenSigned(reader, 'FILL_AFTER_SIGNATURE')
  const update = new IncrementalUpdate(reader)
  DrawingWriter.on(update, options.fonts)
  fillSlots(update, readFormFields(reader), slots)
  return update.build().append
}
