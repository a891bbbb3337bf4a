import { createHash } from 'node:crypto'
import { FontSet } from '../../pdf/fonts/font-set'
import type { SignedContract } from '../../pdf/verify/testing/signed-contract'
import type { LocalPki } from '../../pki/local-pki'
import { appendEvent, type AuditEvent } from '../audit-chain'
import { canonicalBytes } from '../canonical-json'
import { buildEvidence } from '../evidence-package'
import { buildReport } from '../report/build-report'

/** When everything in the sample happened, epoch ms. */
export const sampleTime = Date.UTC(2026, 10, 22, 5, 4, 5)

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A package as the contract room makes it, for a small contract. `party`: a name as people have them. */
export async function samplePackage(
  { prepared, completed }: SignedContract,
  authority: LocalPki,
  party = '王小雨',
  device = 'Mozilla/5.0',
): Promise<Buffer> {
  const events: AuditEvent[] = []
  const add = (type: string, data: Record<string, unknown>) =>
    events.push(
      appendEvent(events.at(-1), {
        contractId: 'c1',
        type,
        at: sampleTime + events.length * 60_000,
        actor: { kind: 'person', id: 'a1', name: party },
        data,
      }),
    )
  add('contract.started', { document: { revision: 0, sha256: sha256(prepared), size: prepared.length } })
  add('party.signed', {
    partyId: 'p1',
    party,
    method: 'face',
    identity: {
      name: party,
      idNumberMasked: '3****************1',
      phoneMasked: '138****0001',
      verifiedAt: sampleTime,
      reference: 'REF-1',
      simulated: true,
    },
    challenge: { passedAt: sampleTime, reference: 'REF-2', simulated: true },
    document: { read: sha256(prepared), revision: 1, sha256: sha256(completed), size: completed.length },
    origin: { ip: '10.0.0.7', device, channel: 'browser' },
  })
  const evidence = await buildEvidence(
    {
      contract: {
        id: 'c1',
        number: 'QL2026112200017',
        name: '劳动合同',
        createdAt: sampleTime,
        completedAt: sampleTime,
        simulated: true,
        parties: [{ id: 'p1', kind: 'person', name: party, signedAt: sampleTime, signedBy: 'face' }],
      },
      chain: events,
      files: [
        { revision: 0, sha256: sha256(prepared), bytes: prepared.length },
        { revision: 1, sha256: sha256(completed), bytes: completed.length },
      ],
      verification: { verdict: 'intact', checkedAt: sampleTime, expected: 3, found: 3, signatures: [] },
      certificates: authority.roots(),
      createdAt: sampleTime,
    },
    await authority.evidenceSigner(),
    authority.timeStamper(),
  )
  return canonicalBytes(evidence)
}

/** The report of a package, signed by this authority. */
export async function sampleReport(source: Buffer, authority: LocalPki): Promise<Buffer> {
  const signer = await authority.evidenceSigner()
  return buildReport(source, {
    authority: {
      signer,
      timeStamper: authority.timeStamper(),
      validationData: (certificates) => authority.validationData(certificates),
    },
    fonts: FontSet.open(),
    at: sampleTime,
  })
}
