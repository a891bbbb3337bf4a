import type { Collection, Entity } from '#platform/kernel/store'
import { documentJson } from '../store-contract/storable'
import type { SqlStore } from './sql-store'
import { elementTables, quote, tableStatements } from './tables'

const batch = 1_000

/**
 * Loads many new documents for tests and benchmarks: without indexes and triggers, which are made anew afterwards
 * together with the statistics. Nobody else may use the collection meanwhile.
 */
export async function bulkInsert<T extends Entity>(
  store: SqlStore,
  c: Collection<T>,
  documents: Iterable<Omit<T, 'version'>>,
): Promise<void> {
  const { connection } = store
  const table = quote(c.name)
  const { rows } = await connection.query(
    `select indexname as name from pg_indexes where schemaname = current_schema() and tablename = $1::text and indexname <> $2::text`,
    [c.name, `${c.name}_pkey`],
  )
  for (const row of rows) await connection.query(`drop index ${quote(String(row['name']))}`)
  for (const side of elementTables(c)) await connection.query(`drop table ${quote(side.name)}`)
  await connection.query(`alter table ${table} disable trigger user`)
  let ids: string[] = []
  let bodies: string[] = []
  const flush = async () => {
    if (ids.length === 0) return
    await connection.query(
      `insert into ${table} (id, version, doc)
       select id, 1, body::jsonb from unnest($1::text[], $2::text[]) as rows (id, body)`,
      [ids, bodies],
    )
    ids = []
    bodies = []
  }
  for (const doc of documents) {
    ids.push(doc.id)
    bodies.push(documentJson(c, doc))
    if (ids.length === batch) await flush()
  }
  await flush()
  for (const statement of tableStatements(c)) await connection.query(statement)
  await connection.query(`alter table ${table} enable trigger user`)
  await store.analyze([c])
}
