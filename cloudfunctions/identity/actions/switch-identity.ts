import { identityActions } from '#types/identity'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { accountCollection } from '../model/account'
import { membershipCollection, membershipId } from '../model/membership'
import { sessionCollection } from '../model/session'
import { membershipsOf, viewWith } from '../queries/account-view'

/** A browser session keeps its own choice; WeChat calls share the account's. */
export const switchIdentity = action(identityActions.switchIdentity, {
  async handle(ctx, { identity }) {
    const { deps, caller } = ctx
    const memberships = await membershipsOf(deps.store, caller.accountId)
    return ctx.commit(async (work) => {
      if (identity.kind === 'organization') {
        const id = membershipId(caller.accountId, identity.organizationId)
        if (!(await work.get(membershipCollection, id, 'read'))) throw new Refusal('MEMBER_INVALID')
      }
      const account = await work.get(accountCollection, caller.accountId)
      if (!account) throw new Refusal('SIGN_IN_REQUIRED')
      if (caller.sessionId) {
        const session = await work.get(sessionCollection, caller.sessionId)
        if (!session) throw new Refusal('SIGN_IN_REQUIRED')
        await work.put(sessionCollection, { ...session, active: identity })
      } else {
        await work.put(accountCollection, { ...account, active: identity })
      }
      return viewWith(memberships, account, identity)
    })
  },
})
