import type { Signer, TimeStamper, ValidationData } from '../../pki/keys'
import type { FontSet } from '../../pdf/fonts/font-set'
import { completeLongTerm } from '../../pdf/long-term'
import { signPdf } from '../../pdf/sign'
import { reportPages } from './report-pages'

export interface ReportAuthority {
  /** the key that seals the installation's evidence */
  signer: Signer
  timeStamper: TimeStamper
  /** for level B-LTA: what a reader needs to check these certificates later */
  validationData(certificates: readonly Buffer[]): Promise<ValidationData>
}

/**
 * The one file that a court gets: the readable report with the evidence package inside, signed with the installation's
 * evidence key, time-stamped and closed at B-LTA. `json`: the package's bytes as they are stored; `at`: epoch ms.
 * @throws NotEvidence, FontsMissing; what the authority throws when it cannot answer
 */
export async function buildReport(
  json: Buffer,
  { authority, fonts, at }: { authority: ReportAuthority; fonts: FontSet; at: number },
): Promise<Buffer> {
  const pages = reportPages(json, fonts)
  const { signer, timeStamper } = authority
  const signed = await signPdf({
    base: pages,
    fieldName: 'evidence',
    newField: { page: 0, rect: { x: 0, y: 0, width: 0, height: 0 } },
    appearance: null,
    reason: '签署证据报告',
    date: new Date(at),
    signer,
    timeStamper,
  })
  const base = Buffer.concat([pages, signed.append])
  const validation = await authority.validationData([signer.certificate])
  const stamped = await completeLongTerm(base, { timeStamper, validation })
  return Buffer.concat([base, stamped.append])
}
