import { z } from 'zod'
import { defineActions, spec } from './action'
import { contractRow } from './contract'

export const todoActions = defineActions('todo', {
  list: spec({
    kind: 'query',
    guard: { who: 'account' },
    summary:
      'To-dos of the active identity: by me, by others, about to time out (MGT-40, MGT-41), soonest deadline first.',
    input: z.object({
      group: z.enum(['byMe', 'byOthers', 'aboutToTimeOut']).default('byMe'),
      after: z.string().max(300).optional(),
      limit: z.number().int().min(1).max(50).default(20),
    }),
    output: z.object({
      items: z.array(contractRow),
      next: z.string().optional(),
      counts: z.object({ byMe: z.number(), byOthers: z.number(), aboutToTimeOut: z.number() }),
    }),
    errors: [],
  }),
})
