import type { Reservation } from '#platform/kernel/store'
import { isStorable } from './storable'

/** @throws Error for amounts and names that no counter can hold, a mistake of the programmer */
export function checkReservation(r: Reservation & { limit: number }): void {
  if (!Number.isSafeInteger(r.by) || r.by < 1) throw new Error('A reservation takes one unit or more')
  if (!Number.isSafeInteger(r.limit)) throw new Error('A limit is an integer')
  if (!Number.isSafeInteger(r.expiresAt)) throw new Error('An expiry is epoch milliseconds')
  for (const name of [r.counter, r.key])
    if (name === '' || !isStorable(name)) throw new Error('A counter and a key are texts')
}
