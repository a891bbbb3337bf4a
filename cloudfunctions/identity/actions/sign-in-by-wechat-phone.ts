import { identityActions, phone as phoneForm } from '#types/identity'
import { action } from '#platform/kernel/action'
import { isProviderFailure, type Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { accountOfPhone, bindWechat, hashOfKey, txUnlessRaced } from '../commands/sign-in'
import { accountCollection, wechatBindingCollection } from '../model/account'
import { openidLookup, openidOf } from '../queries/account-of-call'
import { accountView } from '../queries/account-view'

/** WeChat takes its code only once, so a repeated request is known by the binding that the first one made. */
export const signInByWechatPhone = action(identityActions.signInByWechatPhone, {
  async handle(ctx, { code }) {
    const { deps, now } = ctx
    const openid = openidOf(ctx.caller)
    if (!openid) throw new Refusal('SIGN_IN_REQUIRED')
    const signInKey = hashOfKey(ctx.key)
    const binding = await deps.store.get(wechatBindingCollection, openidLookup(deps, openid))
    if (binding?.signInKey === signInKey) {
      const known = await deps.store.get(accountCollection, binding.accountId)
      if (known) return accountView(deps.store, known, known.active)
    }
    const phone = phoneForm.safeParse(await vouchedPhone(deps, code))
    if (!phone.success) throw new Refusal('PHONE_INVALID')
    const account = await txUnlessRaced(deps, async (t) => {
      const owner = await accountOfPhone(t, deps, phone.data, now)
      await bindWechat(t, deps, openid, owner.id, signInKey)
      return owner
    })
    return accountView(deps.store, account, account.active)
  },
})

async function vouchedPhone(deps: Deps, code: string): Promise<string | null> {
  try {
    return await deps.wechat.phoneNumber(code)
  } catch (e) {
    if (isProviderFailure(e)) throw new Refusal('WECHAT_UNAVAILABLE')
    throw e
  }
}
