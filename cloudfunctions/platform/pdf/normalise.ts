import { PDFDocument } from 'pdf-lib'
import { toUploadError, UploadError } from './inspect'
import { PdfReader } from './reader'

/**
 * Rewrites a damaged upload so that later updates have a sound file to stand on. Only for files without a signature:
 * the caller has checked. Error: UploadError FILE_UNREADABLE when the result cannot be read strictly.
 */
export async function normalisePdf(damaged: Buffer): Promise<Buffer> {
  try {
    const document = await PDFDocument.load(damaged, { throwOnInvalidObject: false, updateMetadata: false })
    const sound = Buffer.from(await document.save({ useObjectStreams: false, updateFieldAppearances: false }))
    for (const _ of PdfReader.open(sound).pages()) break
    return sound
  } catch (error) {
    try {
      throw toUploadError(error)
    } catch (unknown) {
      if (unknown instanceof UploadError) throw unknown
      throw new UploadError('FILE_UNREADABLE', error instanceof Error ? error.message : 'cannot be rewritten')
    }
  }
}
