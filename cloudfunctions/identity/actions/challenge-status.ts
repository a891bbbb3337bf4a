import { identityActions } from '#types/identity'
import { action } from '#platform/kernel/action'
import { askFace } from '../commands/ask-face'
import { failChallenge, ownChallenge, passChallenge } from '../commands/pass-challenge'
import { viewOf } from '../rules/challenge'

/** Asked by the waiting page. The outcome of a face check is recorded once, so asking again is harmless. */
export const challengeStatus = action(identityActions.challengeStatus, {
  async handle(ctx, { challengeId }) {
    const { deps, caller, now } = ctx
    const challenge = await ownChallenge(deps, challengeId, caller.accountId)
    const { face, expiresAt } = challenge
    if (!face || challenge.state !== 'pending') return viewOf(challenge, now)
    const outcome = await askFace(deps, { requestId: face.requestId, expiresAt }, now)
    if (outcome.state === 'pending') return viewOf(challenge, now)
    if (outcome.state === 'passed') {
      const { providerReference } = outcome
      const proof = {
        method: challenge.method,
        passedAt: now,
        providerReference,
        simulated: deps.face.simulated,
      }
      return viewOf(await passChallenge(deps, challenge.id, proof), now)
    }
    const idNumberLookup = deps.vault.lookup(caller.person?.idNumber() ?? '', 'id-number')
    return viewOf(await failChallenge(deps, challenge.id, outcome.reason, idNumberLookup, now), now)
  },
})
