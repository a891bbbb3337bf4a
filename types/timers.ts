import { z } from 'zod'
import { defineActions, spec } from './action'

export const timersActions = defineActions('timers', {
  tick: spec({
    kind: 'command',
    guard: { who: 'system' },
    summary:
      'Every minute: expire contracts, drain the outbox, release reservations that led to nothing, sweep orphans.',
    input: z.object({}),
    output: z.object({
      expired: z.number(),
      delivered: z.number(),
      released: z.number(),
      removed: z.number(),
    }),
    errors: [],
  }),
})
