import { z } from 'zod'
import { faceReason, faceState } from '#types/identity'
import { collection } from '#platform/kernel/store'

/** One attempt at personal real-name authentication (identity.md S1, state WAITING and after). */
export const verification = z.object({
  id: z.string(),
  version: z.number(),
  accountId: z.string(),
  name: z.string(),
  /** Empty once decided: the account holds it after a pass, nobody after a failure. */
  idNumberCipher: z.string(),
  idNumberLookup: z.string(),
  idNumberMasked: z.string(),
  faceRequestId: z.string(),
  state: faceState,
  reason: faceReason.or(z.enum(['IDENTITY_TAKEN', 'ALREADY_VERIFIED'])).nullable(),
  simulated: z.boolean(),
  startedAt: z.number(),
  expiresAt: z.number(),
})
export type Verification = z.infer<typeof verification>

export const verificationCollection = collection<Verification>({
  name: 'verifications',
  schema: verification,
  fields: { expiresAt: 'int' },
  indexes: [['expiresAt']],
})

export const verificationContext = (verificationId: string) => `verification.idNumber:${verificationId}`
