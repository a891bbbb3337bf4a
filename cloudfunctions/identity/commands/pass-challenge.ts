import type { Deps, FaceOutcome } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { challengeCollection, type Challenge, type ChallengeProof } from '../model/challenge'
import { countsAsFailure } from '../rules/face-limit'
import { countUp } from './day-counter'

/** The caller's own challenge. @throws Refusal CHALLENGE_INVALID for an unknown one and for another's */
export async function ownChallenge(deps: Deps, challengeId: string, accountId: string): Promise<Challenge> {
  const challenge = await deps.store.get(challengeCollection, challengeId)
  if (!challenge || challenge.accountId !== accountId) throw new Refusal('CHALLENGE_INVALID')
  return challenge
}

/** Records a pass once; a challenge that is decided already stays as it is. */
export function passChallenge(deps: Deps, challengeId: string, proof: ChallengeProof): Promise<Challenge> {
  return deps.store.tx(async (t) => {
    const challenge = await t.get(challengeCollection, challengeId)
    if (!challenge) throw new Refusal('CHALLENGE_INVALID')
    if (challenge.state !== 'pending') return challenge
    const passed: Challenge = { ...challenge, state: 'passed', proof }
    await t.put(challengeCollection, passed)
    return passed
  })
}

/** Records a failed face check once and counts it for the identity (D5). */
export function failChallenge(
  deps: Deps,
  challengeId: string,
  reason: Extract<FaceOutcome, { state: 'failed' }>['reason'],
  idNumberLookup: string,
  now: number,
): Promise<Challenge> {
  return deps.store.tx(async (t) => {
    const challenge = await t.get(challengeCollection, challengeId)
    if (!challenge) throw new Refusal('CHALLENGE_INVALID')
    if (challenge.state !== 'pending') return challenge
    if (countsAsFailure(reason)) await countUp(t, 'face-failure', idNumberLookup, now)
    const failed: Challenge = { ...challenge, state: 'failed', reason }
    await t.put(challengeCollection, failed)
    return failed
  })
}
