import { defineFunction } from '#platform/kernel/define-function'
import { wiring } from '../wiring'
import { actions } from './actions'

const answer = defineFunction('timers', actions, wiring)

/** The cloud's timer names a trigger instead of an action; both are called `tick`. */
export const main = (event: unknown, context: unknown) => answer(named(event), context)

function named(event: unknown): unknown {
  const trigger = event as { Type?: unknown; TriggerName?: unknown } | null
  return trigger?.Type === 'Timer' ? { ...trigger, action: trigger.TriggerName, data: {} } : event
}
