import { Conflict, Duplicate, type Collection, type Entity, type Tx } from '#platform/kernel/store'
import { documentJson, isStorable } from '../store-contract/storable'
import { Written } from '../store-contract/written'
import { SqlFailure, type SqlConnection } from './sql-driver'
import { quote } from './tables'

/** The document of a row (`id, version, doc` as text), parsed and upcast by its schema. */
export function documentOf<T extends Entity>(c: Collection<T>, row: Record<string, unknown>): T {
  const body = JSON.parse(String(row['doc'])) as Record<string, unknown>
  return c.schema.parse({ ...body, id: row['id'], version: row['version'] })
}

/**
 * SQLSTATEs that say "try again" become Conflict (40001 serialization, 40P01 deadlock, 55P03 lock time-out) and 23505
 * becomes Duplicate; others stay.
 */
export function translate(e: unknown): unknown {
  if (!(e instanceof SqlFailure)) return e
  if (e.code === '40001' || e.code === '40P01' || e.code === '55P03') return new Conflict(e.message)
  if (e.code === '23505') return new Duplicate(e.message)
  return e
}

/** The operations of one transaction on a connection that has begun it. */
export function sqlTransaction(connection: SqlConnection, onWrite: (table: string) => void): Tx {
  const written = new Written()

  async function update<T extends Entity>(c: Collection<T>, doc: T): Promise<void> {
    written.check(c, doc)
    const { count } = await connection.query(
      `update ${quote(c.name)} set version = version + 1, doc = $3::jsonb where id = $1::text and version = $2::int`,
      [doc.id, doc.version, documentJson(c, doc)],
    )
    if (count !== 1) throw new Conflict(`${c.name} changed since it was read`)
    written.note(c, doc.id, doc.version + 1)
    onWrite(c.name)
  }

  return {
    async get(c, id, intent = 'change') {
      if (!isStorable(id)) return null
      const lock = intent === 'change' ? 'for update' : 'for share'
      const { rows } = await connection.query(
        `select id, version, doc::text as doc from ${quote(c.name)} where id = $1::text ${lock}`,
        [id],
      )
      return rows[0] ? documentOf(c, rows[0]) : null
    },
    async insert(c, doc) {
      const { count } = await connection.query(
        `insert into ${quote(c.name)} (id, version, doc) values ($1::text, 1, $2::jsonb) on conflict (id) do nothing`,
        [doc.id, documentJson(c, doc)],
      )
      if (count !== 1) throw new Duplicate(`${c.name} has this id already`)
      written.note(c, doc.id, 1)
      onWrite(c.name)
    },
    put: update,
    touch: update,
    async remove(c, doc) {
      written.check(c, doc)
      const { count } = await connection.query(
        `delete from ${quote(c.name)} where id = $1::text and version = $2::int`,
        [doc.id, doc.version],
      )
      if (count !== 1) throw new Conflict(`${c.name} changed since it was read`)
      onWrite(c.name)
    },
  }
}
