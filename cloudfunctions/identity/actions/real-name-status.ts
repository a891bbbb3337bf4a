import { identityActions, type ActiveIdentity } from '#types/identity'
import { action } from '#platform/kernel/action'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { askFace } from '../commands/ask-face'
import { settleVerification } from '../commands/settle-verification'
import { accountCollection } from '../model/account'
import { verificationCollection, type Verification } from '../model/verification'
import { accountView } from '../queries/account-view'

/** ID-25: asked by the waiting page. The outcome is recorded once in the verification, so asking again is harmless. */
export const realNameStatus = action(identityActions.realNameStatus, {
  async handle(ctx, { verificationId }) {
    const { deps, caller, now } = ctx
    const verification = await deps.store.get(verificationCollection, verificationId)
    if (!verification || verification.accountId !== caller.accountId) throw new Refusal('NOT_FOUND')
    return await answer(deps, await newest(deps, verification, now), caller.active)
  },
})

async function newest(deps: Deps, verification: Verification, now: number): Promise<Verification> {
  if (verification.state !== 'pending') return verification
  const { faceRequestId: requestId, expiresAt } = verification
  const outcome = await askFace(deps, { requestId, expiresAt }, now)
  return outcome.state === 'pending' ? verification : settleVerification(deps, verification.id, outcome, now)
}

async function answer(deps: Deps, { state, reason, accountId }: Verification, active: ActiveIdentity) {
  if (reason === 'IDENTITY_TAKEN' || reason === 'ALREADY_VERIFIED') throw new Refusal(reason)
  if (reason) return { state, reason }
  const account = state === 'passed' ? await deps.store.get(accountCollection, accountId) : null
  return account ? { state, me: await accountView(deps.store, account, active) } : { state }
}
