import { z } from 'zod'
import { Certificate } from '../../pdf/verify/certificate'
import { checkSigner, contentOf, readSignedData } from '../../pdf/verify/cms'
import { signerReport } from '../../pdf/verify/describe-signer'
import type { SignerReport } from '../../pdf/verify/report'
import { checkTimeStamp, signatureValueContent } from '../../pdf/verify/time-stamp'
import { OID } from '../../pki/oids'
import { sealedBytes, type EvidencePackage } from '../evidence-package'

/** The parts of a package that the report prints, read leniently: packages of other versions print too. */

const text = z.string().nullish().catch(null)
const number = z.number().nullish().catch(null)

const contractSummary = z.object({
  id: z.string(),
  number: text,
  name: text,
  order: text,
  deadline: number,
  createdAt: number,
  completedAt: number,
  simulated: z.boolean().nullish().catch(null),
  initiator: z.object({ organization: text, name: text }).nullish().catch(null),
  parties: z
    .array(
      z.object({
        id: text,
        kind: text,
        name: text,
        handler: text,
        phone: text,
        signedAt: number,
        signedBy: text,
      }),
    )
    .catch([]),
})
export type ContractSummary = z.infer<typeof contractSummary>
export const readContract = (value: unknown): ContractSummary => contractSummary.parse(value)

const signature = z.object({
  kind: text,
  party: text,
  certificate: z.object({ name: text, fingerprint: text }).nullish().catch(null),
  time: number,
  timeSource: text,
  level: text,
  integrity: text,
  changesAfter: text,
  trust: text,
})
export type PrintedSignature = z.infer<typeof signature>

const verification = z.object({
  verdict: z.string(),
  checkedAt: number,
  expected: number,
  found: number,
  signatures: z.array(signature).catch([]),
  revisions: z
    .array(z.object({ size: number, changes: z.array(z.object({ zh: z.string() })).catch([]) }))
    .catch([]),
})
export type PrintedVerification = z.infer<typeof verification>

/** Null for packages made before results of verification were part of them. */
export const readVerification = (value: unknown): PrintedVerification | null =>
  verification.safeParse(value).data ?? null

/** Who sealed the package, and the time that a time-stamp authority vouches for; null when the seal cannot be read. */
export function readSeal(evidence: EvidencePackage): { certificate: SignerReport; at: number | null } | null {
  try {
    const data = readSignedData(Buffer.from(evidence.seal.cms, 'base64'))
    const [signer] = data.signers
    const certificate = signer && checkSigner(data, signer, contentOf(sealedBytes(evidence))).certificate
    const described = certificate && signerReport(certificate)
    if (!signer || !described) return null
    const token = signer.unsignedAttributes.get(OID.signatureTimeStamp)?.children[0]
    const stamp = token ? checkTimeStamp(token.raw, signatureValueContent(signer.signature)) : null
    return { certificate: described, at: stamp?.answer === 'ok' ? stamp.time : null }
  } catch {
    return null
  }
}

/** From DER in base64; null for what is no certificate. */
export function readPrintedCertificate(base64: string): SignerReport | null {
  const certificate = Certificate.read(Buffer.from(base64, 'base64'))
  return certificate && signerReport(certificate)
}
