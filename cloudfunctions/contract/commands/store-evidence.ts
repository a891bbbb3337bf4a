import type { AuditEvent } from '#platform/evidence/audit-chain'
import { canonicalBytes } from '#platform/evidence/canonical-json'
import { buildEvidence, type EvidenceContent } from '#platform/evidence/evidence-package'
import { chainOf } from '#platform/kernel/audit'
import type { StoredFile } from '#platform/kernel/file-store'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { PdfReader } from '#platform/pdf/reader'
import { readValidationData } from '#platform/pdf/verify/validation-data'
import { contractCollection, type Contract } from '../model/contract'
import { verificationOf } from '../queries/verify-file'
import { certificateIn, closeFile } from './close-file'
import { evidenceAuthority } from './evidence-authority'
import { readDocument } from './read-document'

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
  const chain = await chainOf(deps.store, contractId)
  const content = evidenceOf(contract, {
    chain,
    verification: await verificationOf(deps, contract),
    certificates: distinct([
      ...chain.flatMap(certificateIn),
      ...(await certificatesIn(deps, contract.revision.file)),
      ...deps.pki.roots(),
    ]),
    createdAt: deps.clock.now(),
  })
  const { signer, timeStamper } = await evidenceAuthority(deps.pki)
  const evidence = await buildEvidence(content, signer, timeStamper)
  const file = await deps.files.put(canonicalBytes(evidence), 'evidence-json')
  return deps.store.tx(async (t) => {
    const stored = await t.get(contractCollection, contractId)
    if (!stored) throw new Refusal('NOT_FOUND')
    if (stored.evidence) return stored.evidence
    await t.put(contractCollection, { ...stored, evidence: file, files: [...stored.files, file.fileId] })
    return file
  })
}

function evidenceOf(
  contract: Contract,
  known: Pick<EvidenceContent, 'chain' | 'verification' | 'certificates' | 'createdAt'>,
): EvidenceContent {
  const { id, number, name, order, deadline, initiator, parties, createdAt, completedAt, simulated } =
    contract
  return {
    ...known,
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
    files: known.chain.flatMap(revisionIn),
  }
}

const distinct = (certificates: readonly Buffer[]): Buffer[] => [
  ...new Map(certificates.map((der) => [der.toString('base64'), der])).values(),
]

/** Certificates of issuers and time-stamp authorities that the closed file holds. */
async function certificatesIn(deps: Deps, file: StoredFile): Promise<Buffer[]> {
  const { certificates } = readValidationData(PdfReader.open(await readDocument(deps.files, file)))
  return certificates.map((certificate) => certificate.raw)
}

/** The revision that an event made, if it made one. */
function revisionIn({ data }: AuditEvent): EvidenceContent['files'] {
  const document = data['document'] as { revision: number; sha256: string; size: number } | undefined
  return document ? [{ revision: document.revision, sha256: document.sha256, bytes: document.size }] : []
}
