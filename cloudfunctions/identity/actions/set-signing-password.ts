import { identityActions } from '#types/identity'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { checkCaptcha, useCaptcha } from '../commands/check-captcha'
import { hashOfKey } from '../commands/sign-in'
import { accountCollection } from '../model/account'
import { accountView } from '../queries/account-view'
import { newPassword, requirePasswordForm } from '../rules/signing-password'

/**
 * SIGN-13. Also the reset that lifts a lock. Writes no idempotency record: the hash of an input that holds six digits
 * would give them away. The code remembers the request that used it instead.
 */
export const setSigningPassword = action(identityActions.setSigningPassword, {
  async handle(ctx, { code, password, repeat }) {
    const { deps, caller, now } = ctx
    requirePasswordForm(password, repeat)
    const use = hashOfKey(ctx.key)
    const { phoneLookup } = caller
    const checked = await checkCaptcha(deps, { purpose: 'password', phoneLookup, code, use, now })
    const hash = await deps.vault.hashSecret(password)
    const account = await deps.store.tx(async (t) => {
      const stored = await t.get(accountCollection, caller.accountId)
      if (!stored) throw new Refusal('SIGN_IN_REQUIRED')
      if ((await useCaptcha(t, checked, use)) === 'again') return stored
      const changed = { ...stored, signingPassword: newPassword(hash) }
      await t.put(accountCollection, changed)
      return changed
    })
    return accountView(deps.store, account, caller.active)
  },
})
