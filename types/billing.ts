import { z } from 'zod'
import { defineActions, spec } from './action'

export const billingActions = defineActions('billing', {
  getQuota: spec({
    kind: 'query',
    guard: { who: 'employee', permission: 'billing.view' },
    summary: 'Contract quota of the organization: bought and used, in contracts.',
    input: z.object({}),
    output: z.object({ total: z.number(), used: z.number() }),
    errors: [],
  }),
})
