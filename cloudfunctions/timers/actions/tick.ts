import { timersActions } from '#types/timers'
import { action } from '#platform/kernel/action'
import { drainDue } from '#platform/kernel/outbox'
import { wiring } from '../../wiring'
import { expireDue } from '../commands/expire-due'
import { remindDue } from '../commands/remind-due'
import { settleReservations } from '../commands/settle-reservations'
import { sweepOrphans } from '../commands/sweep-orphans'
import { sweepRows } from '../commands/sweep-rows'

/** Time for one tick, ms: well below the 60 s a function has, and the next tick goes on where this one stopped. */
const budget = 40_000

export const tick = action(timersActions.tick, {
  async handle({ deps }) {
    const until = deps.clock.now() + budget
    // People first: what has expired or is about to, then the messages that are due, then housekeeping with what time is left.
    const expired = await expireDue(deps, until)
    await remindDue(deps, until)
    const delivered = await drainDue(deps, wiring.handlers, until)
    const released = await settleReservations(deps)
    const removed = (await sweepRows(deps, until)) + (await sweepOrphans(deps, until))
    return { expired, delivered, released, removed }
  },
})
