import { z } from 'zod'
import { collection } from '#platform/kernel/store'

/** How far a walk that takes many ticks has come. */
export const sweepState = z.object({
  id: z.string(),
  version: z.number(),
  /** Cursor into the file store; empty at the start of a round. */
  after: z.string(),
  /** When the next round begins, epoch ms. */
  nextAt: z.number(),
})

export const sweepCollection = collection<z.infer<typeof sweepState>>({
  name: 'sweeps',
  schema: sweepState,
  fields: {},
  indexes: [],
})
