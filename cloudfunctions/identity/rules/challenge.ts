import type { ChallengeView } from '#types/identity'
import { Refusal } from '#platform/kernel/refusal'
import type { Challenge, ChallengeProof } from '../model/challenge'

/** Time to answer and to use a challenge, ms. */
export const challengeLifetime = 10 * 60_000

/** The act a challenge is to be used for. */
export interface ChallengeUse {
  accountId: string
  contractId: string
  action: string
  digest: string
  now: number
}

/**
 * Uses a challenge for one act and gives the challenge as it must be stored together with the act.
 * @throws Refusal CHALLENGE_PENDING while unanswered; CHALLENGE_INVALID when it is another's, for another contract, act
 * or text, failed, expired or used
 */
export function consume(
  challenge: Challenge | null,
  use: ChallengeUse,
): { consumed: Challenge; proof: ChallengeProof } {
  if (
    !challenge ||
    challenge.accountId !== use.accountId ||
    challenge.action !== use.action ||
    challenge.digest !== use.digest ||
    !challenge.contractIds.includes(use.contractId) ||
    challenge.consumedFor.includes(use.contractId) ||
    challenge.expiresAt <= use.now ||
    challenge.state === 'failed'
  )
    throw new Refusal('CHALLENGE_INVALID')
  if (challenge.state === 'pending' || !challenge.proof) throw new Refusal('CHALLENGE_PENDING')
  return {
    consumed: { ...challenge, consumedFor: [...challenge.consumedFor, use.contractId] },
    proof: challenge.proof,
  }
}

/** What its owner may see. */
export function viewOf(challenge: Challenge, now: number): ChallengeView {
  const over = challenge.expiresAt <= now && challenge.state !== 'failed'
  return {
    challengeId: challenge.id,
    method: challenge.method,
    state: over ? 'expired' : challenge.state,
    expiresAt: challenge.expiresAt,
    ...(challenge.face && challenge.state === 'pending' && !over ? { faceUrl: challenge.face.url } : {}),
    ...(challenge.reason ? { reason: challenge.reason } : {}),
  }
}
