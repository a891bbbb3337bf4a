import { z } from 'zod'
import type { DomainEvent, EventOf, Topic } from '#types/events'
import type { Deps } from './ports'
import { framesOf } from './log'
import { collection, isConflict, type Entity } from './store'

export interface OutboxRow extends Entity {
  topic: Topic
  event: DomainEvent
  /** When the row may be tried (next); epoch ms. A running try pushes it forward as its lease. */
  dueAt: number
  attempts: number
}

export const outboxCollection = collection<OutboxRow>({
  name: 'outbox',
  schema: z.object({
    id: z.string(),
    version: z.number(),
    topic: z.string() as unknown as z.ZodType<Topic>,
    event: z.record(z.string(), z.unknown()) as unknown as z.ZodType<DomainEvent>,
    dueAt: z.number(),
    attempts: z.number(),
  }),
  fields: { dueAt: 'int' },
  indexes: [['dueAt']],
})

export type EventHandler<T extends Topic> = (
  deps: Deps,
  event: EventOf<T>,
  row: { id: string },
) => Promise<void>
export type EventHandlers = { [T in Topic]: EventHandler<T> }

const leaseMs = 60_000
const backoffMs = [5_000, 30_000, 120_000, 600_000, 3_600_000]
/** After this many failures a row waits a day between tries and is reported as an error each time. */
const dayMs = 86_400_000

/** Delivers one row if nobody else holds it. True when it is gone. */
async function deliver(deps: Deps, handlers: EventHandlers, id: string): Promise<boolean> {
  const leased = await claim(deps, id)
  if (!leased) return false
  try {
    const handler = handlers[leased.topic] as EventHandler<Topic>
    await handler(deps, leased.event, { id })
  } catch (e) {
    deps.log.error({
      event: 'outbox.failed',
      action: leased.topic,
      outcome: e instanceof Error ? e.name : 'unknown',
      stack: framesOf(e),
      count: leased.attempts,
    })
    const wait = backoffMs[leased.attempts] ?? dayMs
    await deps.store.tx(async (t) => {
      const row = await t.get(outboxCollection, id)
      if (row)
        await t.put(outboxCollection, { ...row, attempts: row.attempts + 1, dueAt: deps.clock.now() + wait })
    })
    return false
  }
  await deps.store.tx(async (t) => {
    const row = await t.get(outboxCollection, id)
    if (row) await t.remove(outboxCollection, row)
  })
  return true
}

/** Takes the lease of a due row; null when it is gone, not due, or taken by another worker. */
async function claim(deps: Deps, id: string): Promise<OutboxRow | null> {
  try {
    return await deps.store.tx(async (t) => {
      const row = await t.get(outboxCollection, id)
      const now = deps.clock.now()
      if (!row || row.dueAt > now) return null
      await t.put(outboxCollection, { ...row, dueAt: now + leaseMs })
      return row
    })
  } catch (e) {
    if (isConflict(e)) return null
    throw e
  }
}

/** Delivers the rows a request wrote. Failures stay in the outbox for the timer; they never fail the request. */
export async function drainOwn(deps: Deps, handlers: EventHandlers, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    try {
      await deliver(deps, handlers, id)
    } catch (e) {
      deps.log.error({
        event: 'outbox.drain-failed',
        outcome: e instanceof Error ? e.name : 'unknown',
        stack: framesOf(e),
      })
    }
  }
}

/** Delivers due rows until none is left or `until` (epoch ms) has passed. Returns how many went out. */
export async function drainDue(deps: Deps, handlers: EventHandlers, until: number): Promise<number> {
  let delivered = 0
  while (deps.clock.now() < until) {
    const page = await deps.store.find(outboxCollection, {
      where: [{ lt: ['dueAt', deps.clock.now() + 1] }],
      orderBy: ['dueAt', 'asc'],
      limit: 50,
    })
    let progressed = false
    for (const row of page.items) {
      if (deps.clock.now() >= until) break
      const gone = await deliver(deps, handlers, row.id)
      if (gone) delivered += 1
      progressed = progressed || gone
    }
    if (!progressed) break
  }
  return delivered
}
