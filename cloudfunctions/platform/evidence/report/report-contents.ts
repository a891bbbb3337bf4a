import { z } from 'zod'
import { Certificate } from '../../pdf/verify/certificate'
import { signerReport } from '../../pdf/verify/describe-signer'
import type { SignerReport } from '../../pdf/verify/report'

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

/** From DER in base64; null for what is no certificate. */
export function readPrintedCertificate(base64: string): SignerReport | null {
  const certificate = Certificate.read(Buffer.from(base64, 'base64'))
  return certificate && signerReport(certificate)
}
