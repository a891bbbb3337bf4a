import type { CheckedSignature } from './collect-signatures'
import type { RevisionHistory } from './revision-history'
import type { DocumentTimeStamp } from './signature-level'

/** A signature that is a document time stamp, as proof of time for what it covers; empty for any other. */
export function documentTimeStamps(
  signature: CheckedSignature,
  revision: number | null,
  history: RevisionHistory | null,
): DocumentTimeStamp[] {
  const { crypto, range } = signature
  if (crypto.kind !== 'document-time-stamp' || crypto.stampedAt === null || !range.range) return []
  let coversValidationData = false
  try {
    if (history && revision !== null) coversValidationData = history.readerAt(revision).catalog.has('DSS')
  } catch {
    coversValidationData = false
  }
  return [{ time: crypto.stampedAt, end: range.range.end, coversValidationData }]
}
