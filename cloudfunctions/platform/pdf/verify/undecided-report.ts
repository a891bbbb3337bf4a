import { findingText } from './messages'
import type { VerificationReport } from './report'

/** The report when the check itself did not come to its end: no verdict, never a good one. */
export function undecidedReport(code: 'limit-reached' | 'check-failed'): VerificationReport {
  return {
    verdict: 'indeterminate',
    pages: null,
    sha256: null,
    signatures: [],
    findings: [{ code, severity: 'doubt', signature: null, subject: '', text: findingText(code, '') }],
    revisions: [],
  }
}
