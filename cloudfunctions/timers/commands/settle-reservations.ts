import type { Deps } from '#platform/kernel/ports'
import {
  releaseContractQuota,
  settleContractQuota,
  unsettledQuota,
} from '../../billing/commands/contract-quota'
import { contractExists } from '../../contract/queries/contract-exists'

/**
 * Reservations that a crash left behind: the quota of a contract that exists is used for good, any other goes back.
 * Answers how many went back.
 */
export async function settleReservations(deps: Deps): Promise<number> {
  let released = 0
  for (const { organizationId, contractId } of await unsettledQuota({ deps, now: deps.clock.now() })) {
    if (await contractExists(deps.store, contractId)) {
      await settleContractQuota({ deps }, organizationId, contractId)
    } else {
      await releaseContractQuota({ deps }, organizationId, contractId)
      released += 1
    }
  }
  return released
}
