import type { ReportAuthority } from '#platform/evidence/report/build-report'
import type { PkiPort } from '#platform/kernel/ports'

/**
 * Who signs and stamps the evidence: always with the international suite, also in an installation whose contracts are
 * signed with SM2. The evidence is for anyone, and most tools outside know no other.
 */
export async function evidenceAuthority(pki: PkiPort): Promise<ReportAuthority> {
  await pki.ready('international')
  return {
    signer: await pki.evidenceSigner(),
    timeStamper: pki.timeStamper('international'),
    validationData: (certificates) => pki.validationData(certificates, 'international'),
  }
}
