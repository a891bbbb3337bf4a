import { FontSet } from '../../pdf/fonts/font-set'
import type { VerificationReport, VerifyOptions } from '../../pdf/verify/report'
import {
  checkEvidence,
  verdictOf,
  type CheckEvidenceOptions,
  type EvidenceFinding,
  type EvidenceReport,
} from '../check-evidence'
import { attachedEvidence } from './read-report'
import { reportPages } from './report-pages'

/** A report carries the signature of the evidence key and the document time stamp that closes it. */
export const REPORT_SIGNATURES = 2

export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-')

export interface CheckReportOptions extends CheckEvidenceOptions {
  /** verifies the PDF, in a worker where there is one */
  verify(pdf: Buffer, options: VerifyOptions): Promise<VerificationReport>
}

/**
 * Checks a report offline: its PDF signatures, the package inside it as {@link checkEvidence} does, that both were made
 * with one key, and, where the fonts are at hand, that its pages are exactly those that the package gives.
 * Never throws.
 */
export async function checkReport(pdf: Buffer, options: CheckReportOptions): Promise<EvidenceReport> {
  const json = attachedEvidence(pdf)
  const inside = checkEvidence(json?.toString('utf8') ?? '', options)
  if (!json || inside.verdict === 'unreadable') return inside
  const { roots } = options
  const verified = await options.verify(Buffer.from(pdf), {
    roots,
    expected: { signatures: REPORT_SIGNATURES },
  })
  const findings = [...inside.findings, ...findingsOf(verified, inside.certificate)]
  if (pagesOf(json, pdf) === 'other')
    findings.push({ fault: 'pages-differ', severity: 'warning', subject: '' })
  return { ...inside, findings, verdict: verdictOf(findings) }
}

function findingsOf(verified: VerificationReport, sealedWith: string | null): EvidenceFinding[] {
  const subject = verified.findings.map((finding) => finding.code).join(', ')
  if (verified.verdict === 'tampered' || verified.verdict === 'unsigned')
    return [{ fault: 'report-broken', severity: 'tampered', subject: subject || verified.verdict }]
  if (verified.verdict !== 'intact') return [{ fault: 'report-unchecked', severity: 'doubt', subject }]
  const signer = verified.signatures.find((signature) => signature.kind === 'signature')?.signer
  // Pages that somebody else has put around a genuine package could say anything.
  return signer?.fingerprint === sealedWith
    ? []
    : [{ fault: 'report-of-other', severity: 'doubt', subject: signer?.name ?? '' }]
}

/** Makes the pages again. Another version of the program sets them differently, which proves nothing. */
function pagesOf(json: Buffer, pdf: Buffer): 'same' | 'other' | 'unknown' {
  try {
    const pages = reportPages(json, FontSet.open())
    return pdf.subarray(0, pages.length).equals(pages) ? 'same' : 'other'
  } catch {
    return 'unknown'
  }
}
