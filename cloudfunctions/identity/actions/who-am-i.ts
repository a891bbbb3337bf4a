import { identityActions, type Me } from '#types/identity'
import { action } from '#platform/kernel/action'
import type { Caller, Context } from '#platform/kernel/context'
import { accountCollection } from '../model/account'
import { accountView } from '../queries/account-view'
import { csrfOf, sessionLifetime } from '../rules/session'

/** Asked at every start of the app; therefore also the place where the cookie gets its later end. */
export const whoAmI = action(identityActions.whoAmI, {
  async handle(ctx) {
    return { me: await seenBy(ctx, ctx.caller) }
  },
})

async function seenBy(ctx: Context, caller: Caller): Promise<Me | null> {
  const { deps, now } = ctx
  if (caller.kind === 'system') return null
  const { sessionToken: token } = caller.raw
  const account = caller.kind === 'account' ? await deps.store.get(accountCollection, caller.accountId) : null
  if (caller.kind === 'nobody' || !account) {
    // A dead cookie is taken away, so that the page does not believe it is signed in.
    if (token) ctx.setSession({ clear: true })
    return null
  }
  if (caller.sessionId && token)
    ctx.setSession({ set: { token, csrf: csrfOf(token), expiresAt: now + sessionLifetime } })
  return accountView(deps.store, account, caller.active)
}
