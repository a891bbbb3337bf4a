import type { Page, Store } from '#platform/kernel/store'
import { contractCollection, type Contract } from '../model/contract'

/** Contracts that wait for signatures with a deadline in [from, to), epoch ms, soonest first, by cursor. */
export const unsignedContracts = (
  store: Store,
  { from, to, after }: { from: number; to: number; after: string },
  limit: number,
): Promise<Page<Contract>> =>
  store.find(contractCollection, {
    where: [{ eq: ['status', 'PENDING_SIGN'] }, { gte: ['deadline', from] }, { lt: ['deadline', to] }],
    orderBy: ['deadline', 'asc'],
    limit,
    ...(after ? { after } : {}),
  })
