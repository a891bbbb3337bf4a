import type { AuditEvent } from '#platform/evidence/audit-chain'
import { appendAudit, chainOf } from '#platform/kernel/audit'
import type { StoredFile } from '#platform/kernel/file-store'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { completeLongTerm } from '#platform/pdf/long-term'
import type { SignatureReport, VerificationReport } from '#platform/pdf/verify/report'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { contractCollection, type Contract } from '../model/contract'
import { signedCount } from '../rules/life'
import { hasEvidence } from '../rules/view'
import { systemActor } from './actor'
import { readDocument } from './read-document'

/** The revision as made broke something: it never becomes the contract's file. */
export class ClosingFailed extends Error {
  override name = 'ClosingFailed'
}

/**
 * Gives the file of a completed contract its last revision: certificates, CRLs and OCSP answers of all its signatures,
 * and a document time stamp over everything (PAdES B-LTA). Done after the act of the last signature, not in it: an
 * authority that does not answer must not cost anybody his signature. Safe to run at any time and twice; whoever comes
 * second finds the first one's revision.
 * @throws Refusal NOT_FOUND, BAD_STATE before completion, FILE_HASH; what the authorities throw when they cannot answer
 */
export async function closeFile(deps: Deps, contractId: string): Promise<Contract> {
  const contract = await deps.store.get(contractCollection, contractId)
  if (!contract) throw new Refusal('NOT_FOUND')
  if (!hasEvidence(contract.status)) throw new Refusal('BAD_STATE')
  if (contract.closing) return contract
  const base = await readDocument(deps.files, contract.revision.file)
  const signers = (await chainOf(deps.store, contractId)).flatMap(certificateIn)
  const suite = contract.suite ?? undefined
  const validation = await deps.pki.validationData(signers, suite)
  const stamped = await completeLongTerm(base, { timeStamper: deps.pki.timeStamper(suite), validation })
  const whole = Buffer.concat([base, stamped.append])
  const report = verified(deps, whole, signedCount(contract) + 1)
  // What an authority outside gave is only known by looking. An upload that was odd from the start stays as odd.
  if (report.verdict !== 'intact' && verified(deps, base, signedCount(contract)).verdict === 'intact')
    throw new ClosingFailed(report.findings.map((finding) => finding.code).join(', '))
  const file = await deps.files.put(whole, 'contract-pdf')
  return deps.store.tx(async (t) => {
    const stored = await t.get(contractCollection, contractId)
    if (!stored) throw new Refusal('NOT_FOUND')
    if (stored.closing) return stored
    if (stored.revision.file.sha256 !== contract.revision.file.sha256)
      throw new ClosingFailed('another revision came after the last signature')
    const at = deps.clock.now()
    const revision = stored.revision.seq + 1
    const chain = await appendAudit(t, contractId, stored.chain, {
      type: 'file.closed',
      at,
      actor: systemActor,
      data: closedFacts(report, { before: stored.revision.file, file, revision }, stamped.byteRange),
    })
    const closed: Contract = {
      ...stored,
      revision: { seq: revision, file },
      files: [stored.base.fileId, file.fileId],
      closing: { revision, at },
      chain,
    }
    await t.put(contractCollection, closed)
    // The store raised the version; this copy is for reading only.
    return closed
  })
}

const verified = ({ pki, clock }: Deps, file: Buffer, signatures: number): VerificationReport =>
  verifyPdf(file, { roots: pki.roots(), now: clock.now(), expected: { signatures } })

function closedFacts(
  report: VerificationReport,
  { before, file, revision }: { before: StoredFile; file: StoredFile; revision: number },
  byteRange: readonly number[],
): Record<string, unknown> {
  const stamp = report.signatures.find((s) => s.kind === 'document-time-stamp')
  return {
    document: { before: before.sha256, revision, sha256: file.sha256, size: file.size },
    verdict: report.verdict,
    level: lowestLevel(report.signatures),
    timeStamp: {
      at: stamp?.time ?? null,
      by: stamp?.signer?.name ?? null,
      certificate: stamp?.signer?.fingerprint,
    },
    byteRange,
  }
}

const levels: readonly SignatureReport['level'][] = ['basic', 'B-B', 'B-T', 'B-LT', 'B-LTA']

/** The level that every party's signature has at least reached. */
function lowestLevel(signatures: readonly SignatureReport[]): SignatureReport['level'] {
  const reached = signatures.filter((s) => s.kind === 'signature').map((s) => levels.indexOf(s.level))
  return levels[Math.min(...reached)] ?? 'basic'
}

/** The signer's certificate that an event recorded, DER. */
export function certificateIn({ data }: AuditEvent): Buffer[] {
  const certificate = data['certificate'] as { der: string } | undefined
  return certificate ? [Buffer.from(certificate.der, 'base64')] : []
}
