import { z } from 'zod'
import { authMethod, faceReason } from '#types/identity'
import { collection } from '#platform/kernel/store'

/** What a passed challenge proves, as it goes into the audit chain of a contract (SIGN-17). */
export const challengeProof = z.object({
  method: authMethod,
  passedAt: z.number(),
  /** Reference at the provider (face), or of the SMS code; the challenge's own id for a password. */
  providerReference: z.string(),
  simulated: z.boolean(),
})
export type ChallengeProof = z.infer<typeof challengeProof>

/** A signing authentication (意愿认证), bound to person, contract set, act and what the signer read. */
export const challenge = z.object({
  id: z.string(),
  version: z.number(),
  accountId: z.string(),
  method: authMethod,
  action: z.string(),
  contractIds: z.array(z.string()).min(1),
  /** Digest of what the signer read, as the contract room computes it, hex. */
  digest: z.string(),
  nonce: z.string(),
  state: z.enum(['pending', 'passed', 'failed']),
  reason: faceReason.nullable(),
  /** Face: the provider's request and its page. */
  face: z.object({ requestId: z.string(), url: z.string() }).nullable(),
  /** Captcha: serial of the code that was sent for this very challenge. */
  captchaSerial: z.string().nullable(),
  proof: challengeProof.nullable(),
  /** Contracts it has been used for; each once. */
  consumedFor: z.array(z.string()),
  createdAt: z.number(),
  expiresAt: z.number(),
})
export type Challenge = z.infer<typeof challenge>

export const challengeCollection = collection<Challenge>({
  name: 'signChallenges',
  schema: challenge,
  fields: { expiresAt: 'int' },
  indexes: [['expiresAt']],
})
