import type { ChangeKind } from './changes/change'
import type { FindingCode } from './messages'
import type { TrustReport } from './trust'

/** intact: every signature holds and nothing was changed after; unknown roots do not matter here. */
export type Verdict = 'intact' | 'tampered' | 'unsigned' | 'unreadable' | 'indeterminate'

export interface Text {
  zh: string
  en: string
}

export interface Finding {
  code: FindingCode
  /** `tampered` and `doubt` decide the verdict, `warning` and `info` do not */
  severity: 'tampered' | 'doubt' | 'warning' | 'info'
  /** index into `signatures`; null when it is about the file */
  signature: number | null
  /** field name, object number, dictionary key or detail it is about, for programs; `text` does without. May be empty */
  subject: string
  text: Text
}

export interface SignerReport {
  /** common name, else organization, else the whole subject */
  name: string
  organization: string | null
  subject: string
  issuer: string
  /** hex */
  serialNumber: string
  /** SHA-256 of the certificate, hex */
  fingerprint: string
  /** epoch ms */
  notBefore: number
  notAfter: number
}

export type TimeSource = 'signature-timestamp' | 'document-timestamp' | 'claimed' | 'none'

export interface SignatureReport {
  field: string
  kind: 'signature' | 'document-time-stamp'
  signer: SignerReport | null
  /** epoch ms */
  time: number | null
  timeSource: TimeSource
  /** PAdES baseline level (ETSI EN 319 142-1); `basic` for other signatures, `time-stamp` for a document time stamp */
  level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | 'basic' | 'time-stamp'
  /** does the signature value fit the bytes it covers? `empty`: prepared but never signed */
  integrity: 'ok' | 'broken' | 'unknown' | 'empty'
  /** up to where: the whole file, a whole earlier revision, or only parts */
  coverage: 'whole-file' | 'revision' | 'partial'
  /** index into `revisions` that it signs; null when it is not known */
  revision: number | null
  changesAfter: {
    /** the gravest: `extended` shows nothing new, `signed` and `filled` are what signing in turn does */
    level: 'none' | 'extended' | 'signed' | 'filled' | 'modified' | 'unknown'
    details: ChangeKind[]
  }
  trust: TrustReport
  /** SHA-256 or another: node's digest name is weak (MD5, SHA-1) */
  weakDigest: boolean
}

export interface RevisionReport {
  index: number
  /** bytes from the start of the file to the end of this revision */
  end: number
  /** what it changed, in plain words */
  changes: Text[]
}

export interface VerificationReport {
  verdict: Verdict
  /** the verdict in a sentence, with what it does not vouch for */
  summary: Text
  /** null when the pages cannot be counted */
  pages: number | null
  /** SHA-256 of the whole file, hex; only when it was asked for with `expected.sha256` */
  sha256: string | null
  signatures: SignatureReport[]
  findings: Finding[]
  revisions: RevisionReport[]
}

export interface VerifyOptions {
  /** trusted roots, DER or PEM */
  roots?: readonly Buffer[]
  /** the verifier's clock, epoch ms; default: now */
  now?: number
  /** what the platform knows about the file: its stored hash and how many signatures it must carry */
  expected?: { sha256?: string; signatures?: number }
}
