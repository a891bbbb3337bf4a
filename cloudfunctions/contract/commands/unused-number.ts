import type { Deps } from '#platform/kernel/ports'
import { numberCollection } from '../model/contract'
import { contractNumber } from '../rules/number'

/** Digits that give a contract number nobody has yet. The transaction inserts it, so a race fails instead of doubling it. */
export async function unusedDigits(
  { store, ids }: Pick<Deps, 'store' | 'ids'>,
  now: number,
): Promise<string> {
  for (;;) {
    const digits = ids.digits(7)
    if (!(await store.get(numberCollection, contractNumber(now, digits)))) return digits
  }
}
