import { billingActions } from '#types/billing'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { quotaCollection, quotaCounter } from '../model/quota'

export const getQuota = action(billingActions.getQuota, {
  async handle({ deps, caller }) {
    if (!caller.employee) throw new Refusal('NO_PERMISSION')
    const { organizationId } = caller.employee
    const [quota, used] = await Promise.all([
      deps.store.get(quotaCollection, organizationId),
      deps.store.taken(quotaCounter(organizationId)),
    ])
    return { total: quota?.bought ?? 0, used }
  },
})
