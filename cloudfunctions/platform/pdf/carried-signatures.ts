import { countSignatures, readFormFields } from './form-fields'
import { PdfDict, PdfStream } from './objects'
import type { PdfReader } from './reader'
import { byteRangeOffsets, dictionaryAround, isUsageRights } from './verify/find-signatures'
import { asWritten } from './verify/as-written'
import { LiveStreams } from './verify/live-streams'

/**
 * How many signatures a file carries, also those that its form no longer leads to: whoever adds to such a file would
 * complete a contract that no verifier calls intact. Attached signed files and usage rights do not count. At least 1
 * for a damaged file that holds anything like a signature, wherever: it must never be rewritten.
 */
export function carriedSignatures(reader: PdfReader, damaged = reader.repaired): number {
  const inForm = countSignatures(readFormFields(reader).values())
  if (inForm > 0) return inForm
  if (damaged) return anySignatureObject(reader) || byteRangeOffsets(reader.bytes).length > 0 ? 1 : 0
  const offsets = byteRangeOffsets(reader.bytes)
  if (offsets.length === 0) return 0
  const streams = new LiveStreams(reader)
  return offsets.filter((at) => !streams.contains(at) && isSignatureAt(reader, at)).length
}

function isSignatureAt(reader: PdfReader, at: number): boolean {
  const found = dictionaryAround(reader.bytes, at)
  return found === null || !isUsageRights(found.dict, asWritten(reader, at))
}

/** Looks at every object that the repair found, also inside object streams, where a search of the bytes is blind. */
function anySignatureObject(reader: PdfReader): boolean {
  for (const section of reader.sections) {
    for (const [num] of section.entries()) {
      try {
        const value = reader.object(num)
        const dict = value instanceof PdfStream ? null : value
        if (dict instanceof PdfDict && dict.has('ByteRange')) return true
      } catch {
        // What cannot be read is no signature that anybody could check.
      }
    }
  }
  return false
}
