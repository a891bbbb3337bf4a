import type { Store } from '#platform/kernel/store'
import { contractCollection } from '../model/contract'

/** Whether a reservation under this id led to a contract. */
export const contractExists = async (store: Store, contractId: string): Promise<boolean> =>
  (await store.get(contractCollection, contractId)) !== null
