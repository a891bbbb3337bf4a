import { isConflict } from '#platform/kernel/store'
import type { Deps } from '#platform/kernel/ports'
import { expireContract, overdueContracts } from '../../contract/commands/expire-contract'

const batch = 100

/** Ends contracts past their deadline (T21), each in its own transaction, until none is left or time is up. */
export async function expireDue(deps: Deps, until: number): Promise<number> {
  let expired = 0
  for (;;) {
    const due = await overdueContracts(deps, deps.clock.now(), batch)
    let progressed = false
    for (const id of due) {
      if (deps.clock.now() >= until) return expired
      // One contract in trouble must not keep the others from ending.
      const done = await expireContract(deps, id, deps.clock.now()).catch((e: unknown) => {
        if (!isConflict(e)) deps.log.error({ event: 'expire.failed', contractId: id })
        return false
      })
      if (done) expired += 1
      progressed ||= done
    }
    if (due.length < batch || !progressed) return expired
  }
}
