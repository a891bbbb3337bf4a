import type { AuditEvent } from '#platform/evidence/audit-chain'
import { canonicalBytes } from '#platform/evidence/canonical-json'
import { buildEvidence, type EvidenceContent } from '#platform/evidence/evidence-package'
import { chainOf } from '#platform/kernel/audit'
import type { StoredFile } from '#platform/kernel/file-store'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { contractCollection, type Contract } from '../model/contract'
import { certificateIn, closeFile } from './close-file'

/**
 * The signed evidence of a completed contract, built once: whoever comes second finds the first one's, so that
 * everybody downloads the same bytes. Safe to run at any time and twice.
 * @throws Refusal NOT_FOUND, BAD_STATE before completion, FILE_HASH; what the authorities throw when they cannot answer
 */
export async function storeEvidence(deps: Deps, contractId: string): Promise<StoredFile> {
  const recorded = await deps.store.get(contractCollection, contractId)
  if (recorded?.evidence) return recorded.evidence
  // The evidence lists the last revision, so the file is closed before.
  const contract = await closeFile(deps, contractId)
  if (contract.evidence) return contract.evidence
  const content = evidenceOf(contract, await chainOf(deps.store, contractId), deps)
  const evidence = await buildEvidence(content, await deps.pki.evidenceSigner(), deps.pki.timeStamper())
  const file = await deps.files.put(canonicalBytes(evidence), 'evidence-json')
  return deps.store.tx(async (t) => {
    const stored = await t.get(contractCollection, contractId)
    if (!stored) throw new Refusal('NOT_FOUND')
    if (stored.evidence) return stored.evidence
    await t.put(contractCollection, { ...stored, evidence: file, files: [...stored.files, file.fileId] })
    return file
  })
}

function evidenceOf(contract: Contract, chain: readonly AuditEvent[], deps: Deps): EvidenceContent {
  const { id, number, name, order, deadline, initiator, parties, createdAt, completedAt, simulated } =
    contract
  return {
    createdAt: deps.clock.now(),
    contract: {
      id,
      number,
      name,
      order,
      deadline,
      createdAt,
      completedAt,
      simulated,
      initiator: { organization: initiator.organizationName, name: initiator.name },
      parties: parties.map((p) => ({
        id: p.id,
        kind: p.kind,
        name: p.name,
        handler: p.handlerName,
        phone: p.phoneMasked,
        signedAt: p.signedAt,
        signedBy: p.signedBy,
      })),
    },
    chain,
    files: chain.flatMap(revisionIn),
    certificates: [...chain.flatMap(certificateIn), ...deps.pki.roots()],
  }
}

/** The revision that an event made, if it made one. */
function revisionIn({ data }: AuditEvent): EvidenceContent['files'] {
  const document = data['document'] as { revision: number; sha256: string; size: number } | undefined
  return document ? [{ revision: document.revision, sha256: document.sha256, bytes: document.size }] : []
}
