import { isRef, type PdfValue } from '../objects'
import type { PdfReader } from '../reader'

/**
 * Follows references as they stood in the revision that wrote the bytes at an offset: what they lead to later must not
 * turn a signature into something that does not count.
 */
export function asWritten(reader: PdfReader | null, at: number): (value: PdfValue | undefined) => PdfValue {
  let then: PdfReader | null = null
  return (value) => {
    if (!isRef(value)) return value ?? null
    const revision = reader?.revisions.find(({ end }) => end > at)
    if (!reader || !revision) return null
    try {
      then ??= reader.upTo(revision.end)
      return then.resolve(value)
    } catch {
      return null
    }
  }
}
