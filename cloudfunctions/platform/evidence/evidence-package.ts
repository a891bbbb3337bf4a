import { createHash } from 'node:crypto'
import { z } from 'zod'
import { cadesDetached } from '../pki/cms'
import type { Signer, TimeStamper } from '../pki/keys'
import type { AuditEvent } from './audit-chain'
import { canonicalBytes } from './canonical-json'

export const EVIDENCE_FORMAT = 'qianli-evidence/1'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)

const auditEvent = z.looseObject({
  v: z.literal(1),
  seq: z.number().int().positive(),
  contractId: z.string(),
  type: z.string(),
  at: z.number(),
  actor: z.looseObject({ kind: z.string(), id: z.string(), name: z.string().optional() }),
  data: z.record(z.string(), z.unknown()),
  prevHash: sha256,
  hash: sha256,
})

/** Shape of an evidence package. Unknown fields are allowed everywhere: they are covered by the signature too. */
export const evidencePackage = z.looseObject({
  format: z.literal(EVIDENCE_FORMAT),
  /** epoch ms */
  createdAt: z.number(),
  /** who took part, how each was identified, times: what a court reads first */
  contract: z.looseObject({ id: z.string(), name: z.string().optional() }),
  /** the audit chain, whole and in order */
  chain: z.array(auditEvent).min(1),
  /** every revision of the PDF, oldest first */
  files: z.array(z.looseObject({ revision: z.number().int(), sha256, bytes: z.number().int() })),
  /** what verifying the last revision gave when the package was made */
  verification: z.looseObject({ verdict: z.string() }).optional(),
  /** certificates of the signers and authorities, DER in base64 */
  certificates: z.array(base64),
  seal: z.looseObject({
    /** CMS SignedData (CAdES) over the canonical JSON of everything but `seal`, with an RFC 3161 time stamp; DER, base64 */
    cms: base64,
  }),
})

export type EvidencePackage = z.infer<typeof evidencePackage>

export interface EvidenceContent {
  contract: { id: string } & Record<string, unknown>
  chain: readonly AuditEvent[]
  files: readonly { revision: number; sha256: string; bytes: number }[]
  verification?: { verdict: string } & Record<string, unknown>
  /** DER */
  certificates: readonly Buffer[]
  /** epoch ms */
  createdAt: number
}

/** The bytes that the seal covers. */
export function sealedBytes(content: Record<string, unknown>): Buffer {
  return canonicalBytes({ ...content, seal: undefined })
}

/**
 * Builds, signs and time-stamps the evidence of one contract. The result is plain JSON in canonical form, so that it
 * has the same bytes wherever it is written.
 * @throws CanonicalJsonError when the content is not JSON; what signer and time stamper throw.
 */
export async function buildEvidence(
  content: EvidenceContent,
  signer: Signer,
  timeStamper: TimeStamper,
): Promise<EvidencePackage> {
  const body = {
    format: EVIDENCE_FORMAT,
    createdAt: content.createdAt,
    contract: content.contract,
    chain: content.chain,
    files: content.files,
    ...(content.verification ? { verification: content.verification } : {}),
    certificates: content.certificates.map((der) => der.toString('base64')),
  }
  const digest = createHash('sha256').update(sealedBytes(body)).digest()
  const cms = await cadesDetached(digest, signer, timeStamper)
  const sealed: unknown = JSON.parse(
    canonicalBytes({ ...body, seal: { cms: cms.toString('base64') } }).toString(),
  )
  return evidencePackage.parse(sealed)
}
