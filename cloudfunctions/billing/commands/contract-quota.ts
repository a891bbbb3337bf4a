import { Refusal } from '#platform/kernel/refusal'
import type { Deps } from '#platform/kernel/ports'
import { organizationOfCounter, quotaCollection, quotaCounter } from '../model/quota'

/** A reservation that led to no contract within this time is given back by the sweep, ms. Requests end in 60 s. */
const reservationLifetime = 15 * 60_000

/**
 * Takes one contract from the quota of an organization, under the id the contract will have (BIL-19, CON-49). The same
 * contract again takes nothing. Outside any transaction: reserve, commit the contract, settle; release on a refusal.
 * After a crash in between, {@link unsettledQuota} names what the timer must settle or release.
 * @throws Refusal QUOTA
 */
export async function reserveContractQuota(
  { deps, now }: { deps: Deps; now: number },
  organizationId: string,
  contractId: string,
): Promise<void> {
  const bought = (await deps.store.get(quotaCollection, organizationId))?.bought ?? 0
  const expiresAt = now + reservationLifetime
  if (!(await deps.store.reserve(quotaCounter(organizationId), contractId, 1, bought, expiresAt)))
    throw new Refusal('QUOTA')
}

/** The contract exists: its unit is used for good (dec 6: never given back by refusal, expiry or revoke). */
export const settleContractQuota = (
  { deps }: { deps: Pick<Deps, 'store'> },
  organizationId: string,
  contractId: string,
): Promise<void> => deps.store.settle(quotaCounter(organizationId), contractId)

/** The contract was not made: its unit goes back. */
export const releaseContractQuota = (
  { deps }: { deps: Pick<Deps, 'store'> },
  organizationId: string,
  contractId: string,
): Promise<void> => deps.store.release(quotaCounter(organizationId), contractId)

export interface UnsettledQuota {
  organizationId: string
  contractId: string
}

/**
 * Reservations past their time. The timer settles those whose contract exists and releases the others; neither this
 * room nor the store can know.
 */
export async function unsettledQuota(
  { deps, now }: { deps: Pick<Deps, 'store'>; now: number },
  limit = 100,
): Promise<UnsettledQuota[]> {
  const expired = await deps.store.expiredReservations(now, limit)
  return expired.flatMap(({ counter, key }) => {
    const organizationId = organizationOfCounter(counter)
    return organizationId === null ? [] : [{ organizationId, contractId: key }]
  })
}
