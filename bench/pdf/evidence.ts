import { createHash } from 'node:crypto'
import { appendEvent, type AuditEvent } from '../../cloudfunctions/platform/evidence/audit-chain'
import { canonicalBytes } from '../../cloudfunctions/platform/evidence/canonical-json'
import { buildEvidence } from '../../cloudfunctions/platform/evidence/evidence-package'
import { buildReport } from '../../cloudfunctions/platform/evidence/report/build-report'
import { FontSet } from '../../cloudfunctions/platform/pdf/fonts/font-set'
import { signContract } from '../../cloudfunctions/platform/pdf/verify/testing/signed-contract'
import { verifyPdf } from '../../cloudfunctions/platform/pdf/verify/verify-pdf'
import type { LocalPki } from '../../cloudfunctions/platform/pki/local-pki'
import { withPki } from './identities'

const EVENTS = 60
const PARTIES = 10

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Sixty events of ten parties, each with who, how proven, what was read and signed. */
function chainOf(prepared: Buffer, completed: Buffer): AuditEvent[] {
  const events: AuditEvent[] = []
  for (let i = 0; i < EVENTS; i++) {
    const name = `签署人${i % PARTIES}`
    events.push(
      appendEvent(events.at(-1), {
        contractId: 'c1',
        type: i === 0 ? 'contract.started' : i % 2 ? 'contract.read' : 'party.signed',
        at: 1_800_000_000_000 + i * 60_000,
        actor: { kind: 'person', id: `a${i % PARTIES}`, name },
        data: {
          partyId: `p${i % PARTIES}`,
          party: name,
          identity: { name, idNumberMasked: '3****************1', phoneMasked: '138****0001', verifiedAt: 1 },
          document: {
            read: sha256(prepared),
            revision: 1,
            sha256: sha256(completed),
            size: completed.length,
          },
          origin: {
            ip: '10.0.0.7',
            device: 'Mozilla/5.0 (Linux; Android 14) WeChat/8.0',
            channel: 'browser',
          },
        },
      }),
    )
  }
  return events
}

/**
 * The evidence of one contract, milliseconds, nothing warm: the stored file is verified, the package is made, signed and
 * time-stamped, the report is drawn around it, signed and closed at B-LTA. Fonts are opened within the time.
 */
export function measureEvidence(): Promise<number> {
  return withPki(async (pki: LocalPki) => {
    const { prepared, completed } = await signContract()
    const chain = chainOf(prepared, completed)
    const started = performance.now()
    const found = verifyPdf(completed, { expected: { sha256: sha256(completed), signatures: 3 } })
    const signer = await pki.evidenceSigner()
    const parties = Array.from({ length: PARTIES }, (_, i) => ({
      id: `p${i}`,
      kind: 'person',
      name: `签署人${i}`,
    }))
    const evidence = await buildEvidence(
      {
        contract: { id: 'c1', number: 'QL2026112200017', name: '劳动合同', createdAt: 1, parties },
        chain,
        files: [
          { revision: 0, sha256: sha256(prepared), bytes: prepared.length },
          { revision: 1, sha256: sha256(completed), bytes: completed.length },
        ],
        verification: { verdict: found.verdict, checkedAt: 1, expected: 3, found: 3, signatures: [] },
        certificates: pki.roots(),
        createdAt: 1_800_000_000_000,
      },
      signer,
      pki.timeStamper(),
    )
    const report = await buildReport(canonicalBytes(evidence), {
      authority: {
        signer,
        timeStamper: pki.timeStamper(),
        validationData: (certificates) => pki.validationData(certificates),
      },
      fonts: FontSet.open(),
      at: Date.now(),
    })
    const took = performance.now() - started
    if (verifyPdf(report).verdict !== 'intact') throw new Error('the report is not intact')
    return took
  })
}
