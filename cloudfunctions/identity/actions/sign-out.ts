import { identityActions } from '#types/identity'
import { action } from '#platform/kernel/action'
import { wechatBindingCollection } from '../model/account'
import { sessionCollection } from '../model/session'
import { openidLookup } from '../queries/account-of-call'

export const signOut = action(identityActions.signOut, {
  async handle(ctx) {
    const { deps, caller } = ctx
    const { sessionId } = caller
    const { openid } = caller.raw
    await ctx.commit(async (work) => {
      if (sessionId) {
        const session = await work.get(sessionCollection, sessionId)
        if (session) await work.remove(sessionCollection, session)
      } else if (openid) {
        const binding = await work.get(wechatBindingCollection, openidLookup(deps, openid))
        if (binding) await work.remove(wechatBindingCollection, binding)
      }
      return {}
    })
    if (sessionId) ctx.setSession({ clear: true })
    return {}
  },
})
