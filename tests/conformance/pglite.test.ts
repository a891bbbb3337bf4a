import { memoryPglite } from '#platform/adapters/store-sql/open'
import type { Store } from '#platform/kernel/store'
import { allCollections } from './papers'
import { reservationConformance } from './reservation-suite'
import { documentConformance } from './store-suite'

const opened: Store[] = []
const open = async () => {
  const store = await memoryPglite()
  opened.push(store)
  await store.ensure(allCollections)
  return store
}
afterAll(async () => {
  for (const store of opened) await store.close()
})

describe('documents on PGlite', () => documentConformance(open))
describe('reservations on PGlite', () => reservationConformance(open, () => 1e12))
