import type { Tx } from '#platform/kernel/store'
import { challengeCollection, type ChallengeProof } from '../model/challenge'
import { consume, type ChallengeUse } from '../rules/challenge'

/** Facts of a used challenge for the audit event of the act. */
export interface ConsumedChallenge extends ChallengeProof {
  challengeId: string
  nonce: string
}

/**
 * Uses a challenge up in the transaction of the act it was made for: both happen or neither.
 * @throws Refusal CHALLENGE_INVALID, CHALLENGE_PENDING
 */
export async function consumeChallenge(
  t: Tx,
  use: ChallengeUse & { challengeId: string },
): Promise<ConsumedChallenge> {
  const challenge = await t.get(challengeCollection, use.challengeId)
  const { consumed, proof } = consume(challenge, use)
  await t.put(challengeCollection, consumed)
  return { challengeId: consumed.id, nonce: consumed.nonce, ...proof }
}
