import { isString } from '../objects'
import { decodeTextString, parsePdfDate } from '../text-string'
import type { Certificate } from './certificate'
import type { CheckedSignature } from './collect-signatures'
import type { SignatureReport, TimeSource } from './report'
import { hasRevocationData, type RevocationData } from './revocation'
import { needsNoRevocation } from './trust'

/** A document time stamp that holds, and the revision it closes. */
export interface DocumentTimeStamp {
  time: number
  end: number
  /** the state it covers has a document security store */
  coversValidationData: boolean
}

export interface SignatureTime {
  time: number | null
  source: TimeSource
}

/** The best proof of when a signature was made: its own time stamp, the earliest document time stamp over it, a claim. */
export function signatureTime(
  signature: CheckedSignature,
  stamps: readonly DocumentTimeStamp[],
  decrypt: boolean,
): SignatureTime {
  const { crypto, found, range } = signature
  if (crypto.kind === 'document-time-stamp') {
    return crypto.stampedAt === null
      ? { time: null, source: 'none' }
      : { time: crypto.stampedAt, source: 'document-timestamp' }
  }
  if (crypto.timeStamp?.answer === 'ok' && crypto.timeStamp.time !== null) {
    return { time: crypto.timeStamp.time, source: 'signature-timestamp' }
  }
  const end = range.range?.end ?? Number.POSITIVE_INFINITY
  const later = stamps.filter((stamp) => stamp.end > end).map((stamp) => stamp.time)
  if (later.length > 0) return { time: Math.min(...later), source: 'document-timestamp' }
  const stated = found.dict.get('M')
  const date = isString(stated) && decrypt ? parsePdfDate(decodeTextString(stated)) : null
  const claimed = date ? date.getTime() : crypto.claimedAt
  return claimed === null ? { time: null, source: 'none' } : { time: claimed, source: 'claimed' }
}

/** The PAdES level that a signature reached (ETSI EN 319 142-1 §6). */
export function signatureLevel(
  signature: CheckedSignature,
  chain: readonly Certificate[],
  stamps: readonly DocumentTimeStamp[],
  data: RevocationData & { present: boolean },
): SignatureReport['level'] {
  const { crypto, subFilter, range } = signature
  if (crypto.kind === 'document-time-stamp') return 'time-stamp'
  if (subFilter !== 'ETSI.CAdES.detached' || !crypto.certificateBound || crypto.answer !== 'ok')
    return 'basic'
  const end = range.range?.end ?? Number.POSITIVE_INFINITY
  const later = stamps.filter((stamp) => stamp.end > end)
  if (crypto.timeStamp?.answer !== 'ok' && later.length === 0) return 'B-B'
  const leaf = chain[0]
  const issuer = chain[1]
  if (!data.present || !leaf) return 'B-T'
  if (!isSettled(leaf, issuer, data)) return 'B-T'
  return later.some((stamp) => stamp.coversValidationData) ? 'B-LTA' : 'B-LT'
}

/** Can be checked later without asking anybody whether the certificate was revoked. */
function isSettled(leaf: Certificate, issuer: Certificate | undefined, data: RevocationData): boolean {
  try {
    return needsNoRevocation(leaf) || (issuer !== undefined && hasRevocationData(leaf, issuer, data))
  } catch {
    return false // an extension that cannot be read
  }
}
