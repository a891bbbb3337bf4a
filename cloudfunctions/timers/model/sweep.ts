import { z } from 'zod'
import { collection } from '#platform/kernel/store'

/** How far a walk that takes many ticks has come. */
export const sweepState = z.object({
  id: z.string(),
  version: z.number(),
  /** Cursor into what is walked over; empty between two rounds. */
  after: z.string(),
  /** Files: when the next round begins. Reminders: end of the round's span of deadlines. Epoch ms. */
  nextAt: z.number(),
  /** Reminders: start of the round's span of deadlines, epoch ms. */
  from: z.number().optional(),
})

export const sweepCollection = collection<z.infer<typeof sweepState>>({
  name: 'sweeps',
  schema: sweepState,
  fields: {},
  indexes: [],
})
