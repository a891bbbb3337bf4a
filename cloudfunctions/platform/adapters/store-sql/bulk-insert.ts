import type { Collection, Entity } from '#platform/kernel/store'
import { documentJson } from '../store-contract/storable'
import type { SqlStore } from './sql-store'
import { quote } from './tables'

const batch = 1_000

/** Loads many new documents for tests and benchmarks, a thousand a statement, and then gathers statistics. */
export async function bulkInsert<T extends Entity>(
  store: SqlStore,
  c: Collection<T>,
  documents: Iterable<Omit<T, 'version'>>,
): Promise<void> {
  let ids: string[] = []
  let bodies: string[] = []
  const flush = async () => {
    if (ids.length === 0) return
    await store.connection.query(
      `insert into ${quote(c.name)} (id, version, doc)
       select id, 1, body::jsonb from unnest($1::text[], $2::text[]) as rows (id, body)`,
      [ids, bodies],
    )
    ids = []
    bodies = []
  }
  for (const doc of documents) {
    ids.push(doc.id)
    bodies.push(documentJson(doc))
    if (ids.length === batch) await flush()
  }
  await flush()
  await store.analyze([c])
}
