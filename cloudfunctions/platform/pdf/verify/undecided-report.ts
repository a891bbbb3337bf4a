import { findingText } from './messages'
import type { Finding, VerificationReport } from './report'
import { summarise } from './summarise'

/** The report when the check itself did not come to its end: no verdict, never a good one. */
export function undecidedReport(code: 'limit-reached' | 'check-failed'): VerificationReport {
  const findings: Finding[] = [
    { code, severity: 'doubt', signature: null, subject: '', text: findingText(code, '') },
  ]
  return {
    verdict: 'indeterminate',
    summary: summarise('indeterminate', [], findings),
    pages: null,
    sha256: null,
    signatures: [],
    findings,
    revisions: [],
  }
}
