import { openPostgres } from '#platform/adapters/store-sql/open'
import type { SqlStore } from '#platform/adapters/store-sql/sql-store'
import { allCollections } from './papers'
import { postgresPrograms, startCluster, type Cluster } from './postgres-cluster'
import { reservationConformance } from './reservation-suite'
import { documentConformance } from './store-suite'

const programs = postgresPrograms()
const missing =
  (process.env.DATABASE_URL ?? programs) ? '' : ' (SKIPPED: no PostgreSQL here and no DATABASE_URL)'
const suite = missing ? describe.skip : describe

suite(`PostgreSQL${missing}`, () => {
  let cluster: Cluster | undefined
  const opened: SqlStore[] = []
  const open = async () => {
    if (!process.env.DATABASE_URL && programs) cluster ??= await startCluster(programs)
    const store = await openPostgres(process.env.DATABASE_URL ?? cluster?.url ?? '')
    opened.push(store)
    // Two starts at once must not get in each other's way.
    await Promise.all([store.ensure(allCollections), store.ensure(allCollections)])
    return store
  }
  afterAll(async () => {
    for (const store of opened) await store.close()
    await cluster?.stop()
  }, 60_000)

  describe('documents', () => documentConformance(open))
  describe('reservations', () => reservationConformance(open, () => 1e12))
})
