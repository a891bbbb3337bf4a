import { identityActions } from '#types/identity'
import { action } from '#platform/kernel/action'
import type { AccountCaller } from '#platform/kernel/context'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { checkCaptcha } from '../commands/check-captcha'
import { checkPassword } from '../commands/check-password'
import { ownChallenge, passChallenge } from '../commands/pass-challenge'
import type { Challenge } from '../model/challenge'
import { viewOf } from '../rules/challenge'

/**
 * Writes no idempotency record, whose input hash would give six digits away. A repeated right answer finds the
 * challenge passed.
 */
export const answerChallenge = action(identityActions.answerChallenge, {
  async handle(ctx, { challengeId, answer }) {
    const { deps, caller, now } = ctx
    const challenge = await ownChallenge(deps, challengeId, caller.accountId)
    if (challenge.expiresAt <= now || challenge.state === 'failed' || challenge.method === 'face')
      throw new Refusal('CHALLENGE_INVALID')
    if (challenge.state === 'passed') return viewOf(challenge, now)
    if (challenge.method === 'password') {
      await checkPassword(deps, caller.accountId, answer, now)
      return pass(deps, challenge, { providerReference: challenge.id, simulated: false }, now)
    }
    const serial = await checkSentCode(deps, challenge, caller, answer, now)
    return pass(deps, challenge, { providerReference: serial, simulated: deps.sms.simulated }, now)
  },
})

async function checkSentCode(
  deps: Deps,
  { id, captchaSerial }: Challenge,
  { phoneLookup }: AccountCaller,
  code: string,
  now: number,
): Promise<string> {
  if (!captchaSerial) throw new Refusal('CHALLENGE_INVALID')
  await checkCaptcha(deps, { purpose: 'sign', phoneLookup, code, use: id, serial: captchaSerial, now })
  return captchaSerial
}

async function pass(
  deps: Deps,
  challenge: Challenge,
  reference: { providerReference: string; simulated: boolean },
  now: number,
) {
  const proof = { method: challenge.method, passedAt: now, ...reference }
  return viewOf(await passChallenge(deps, challenge.id, proof), now)
}
