import { createHash } from 'node:crypto'
import type {
  Collection,
  Condition,
  Entity,
  Page,
  Query,
  Reservation,
  Store,
  Tx,
} from '#platform/kernel/store'
import { decodeCursor, encodeCursor, type Position } from '../store-contract/cursor'
import { limitOf } from '../store-contract/fields'
import { checkReservation } from '../store-contract/reservation-input'
import { retrying } from '../store-contract/retrying'
import { isStorable } from '../store-contract/storable'
import { insideTransaction, refuseInsideTransaction } from '../store-contract/transaction-scope'
import {
  countStatement,
  nearbyStatement,
  pageStatement,
  searchStatement,
  type Statement,
  type Walk,
} from './list-query'
import { SqlFailure, type SqlConnection, type SqlDriver } from './sql-driver'
import {
  overdueReservations,
  releaseReservation,
  reserveUnits,
  settleReservation,
  takenUnits,
} from './sql-reservations'
import { documentOf, sqlTransaction, translate } from './sql-transaction'
import { StatisticsKeeper } from './statistics'
import { elementTables, quote, retypeStatements, sharedStatements, tableStatements } from './tables'

/** Above this many (planned) matches a list is walked in order: one page then meets enough of them. */
const manyMatches = 5_000

/** Entries of a searched list looked at first, for every row of the page: enough for words that one in ten has. */
const nearbyPerRow = 16

/** The document store on PostgreSQL: embedded (PGlite) or a server. */
export class SqlStore implements Store {
  private readonly statistics: StatisticsKeeper

  constructor(private readonly driver: SqlDriver) {
    this.statistics = new StatisticsKeeper(driver)
  }

  async get<T extends Entity>(c: Collection<T>, id: string): Promise<T | null> {
    refuseInsideTransaction('get')
    if (!isStorable(id)) return null
    const { rows } = await this.driver.query(
      `select id, version, doc::text as doc from ${quote(c.name)} where id = $1::text`,
      [id],
    )
    return rows[0] ? documentOf(c, rows[0]) : null
  }

  async find<T extends Entity>(c: Collection<T>, q: Query): Promise<Page<T>> {
    refuseInsideTransaction('find')
    const limit = limitOf(q)
    const after = q.after === undefined ? null : decodeCursor(c, q.orderBy, q.after)
    const rows = await this.pageRows(c, q, limit, after)
    const page = rows.slice(0, limit)
    const items = page.map((row) => documentOf(c, row))
    const last = page.at(-1)
    if (rows.length <= limit || !last) return { items }
    // The stored value, not the parsed one: reading may upcast the document.
    const stored = JSON.parse(String(last['doc'])) as Record<string, string | number>
    const id = String(last['id'])
    const field = q.orderBy?.[0] ?? 'id'
    return {
      items,
      next: encodeCursor(q.orderBy, { value: field === 'id' ? id : (stored[field] ?? ''), id }),
    }
  }

  async count<T extends Entity>(c: Collection<T>, where: Condition[], cap = 1000): Promise<number> {
    refuseInsideTransaction('count')
    if (!Number.isInteger(cap) || cap < 1) throw new Error('A cap is a positive integer')
    const walk = await this.walkOf(searchStatement(c, { where }, true))
    const { sql, parameters } = countStatement(c, where, cap, walk)
    const { rows } = await this.driver.query(sql, parameters)
    return Number(rows[0]?.['n'])
  }

  tx<R>(body: (t: Tx) => Promise<R>): Promise<R> {
    refuseInsideTransaction('tx')
    const writes = new Map<string, number>()
    return this.transaction(async (connection) => {
      writes.clear()
      const t = sqlTransaction(connection, (table) => writes.set(table, (writes.get(table) ?? 0) + 1))
      return insideTransaction(() => body(t))
    }).then((result) => {
      for (const [table, rows] of writes) this.statistics.changed(table, rows)
      return result
    })
  }

  async reserve(
    counter: string,
    key: string,
    by: number,
    limit: number,
    expiresAt: number,
  ): Promise<boolean> {
    refuseInsideTransaction('reserve')
    checkReservation({ counter, key, by, limit, expiresAt })
    return this.transaction((t) => reserveUnits(t, { counter, key, by, limit, expiresAt }))
  }

  async settle(counter: string, key: string): Promise<void> {
    refuseInsideTransaction('settle')
    await this.transaction((t) => settleReservation(t, counter, key))
  }

  async release(counter: string, key: string): Promise<void> {
    refuseInsideTransaction('release')
    await this.transaction((t) => releaseReservation(t, counter, key))
  }

  async taken(counter: string): Promise<number> {
    refuseInsideTransaction('taken')
    return takenUnits(this.driver, counter)
  }

  async expiredReservations(now: number, limit: number): Promise<Reservation[]> {
    refuseInsideTransaction('expiredReservations')
    return overdueReservations(this.driver, now, limit)
  }

  async ensure(collections: Collection[]): Promise<void> {
    refuseInsideTransaction('ensure')
    await this.driver.begin(async (t) => {
      // Several hosts or function instances may start at once.
      await t.query(`select pg_advisory_xact_lock(7112026)`)
      await t.query(
        `create table if not exists store_meta (key text collate "C" primary key, value text not null)`,
      )
      await this.apply(t, 'shared', sharedStatements)
      for (const c of collections) await this.ensureCollection(t, c)
    })
  }

  /** Closes the connection; the embedded store must be closed before the process ends to give its folder free. */
  async close(): Promise<void> {
    await this.statistics.settled()
    await this.driver.close()
  }

  /** @internal for bulk loading and benchmarks */
  get connection(): SqlDriver {
    return this.driver
  }

  /** Gathers planner statistics of these collections now, e.g. after bulk loading. */
  async analyze(collections: Collection[]): Promise<void> {
    for (const c of collections) {
      await this.driver.query(`vacuum (analyze) ${quote(c.name)}`)
      for (const side of elementTables(c)) await this.driver.query(`vacuum (analyze) ${quote(side.name)}`)
    }
  }

  /** Asks the planner how many documents a search matches; few are cheaper to put in order than a long list to test. */
  private async walkOf(search: Statement | null): Promise<Walk> {
    if (!search) return 'list'
    const { rows } = await this.driver.query(`explain (format json) ${search.sql}`, search.parameters)
    const shown = rows[0]?.['QUERY PLAN']
    const plan = (typeof shown === 'string' ? JSON.parse(shown) : shown) as [
      { Plan: { 'Plan Rows': number } },
    ]
    return plan[0].Plan['Plan Rows'] <= manyMatches ? 'matches' : 'list'
  }

  /** The rows of a page and one more; a search looks at the next entries of the list before it asks the whole index. */
  private async pageRows(
    c: Collection,
    q: Query,
    limit: number,
    after: Position | null,
  ): Promise<Record<string, unknown>[]> {
    const nearby = nearbyStatement(c, q, limit, after, nearbyPerRow * (limit + 1))
    if (nearby) {
      const { rows } = await this.driver.query(nearby.sql, nearby.parameters)
      if (rows.length > limit) return rows
    }
    const walk = await this.walkOf(searchStatement(c, q, false))
    const { sql, parameters } = pageStatement(c, q, limit, after, walk)
    return (await this.driver.query(sql, parameters)).rows
  }

  private transaction<R>(body: (connection: SqlConnection) => Promise<R>): Promise<R> {
    return retrying(async () => {
      try {
        return await this.driver.begin(body)
      } catch (e) {
        throw translate(e)
      }
    })
  }

  private async ensureCollection(t: SqlConnection, c: Collection): Promise<void> {
    const statements = tableStatements(c)
    const { rows } = await t.query(
      `select attname as field, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = to_regclass($1::text) and attnum > 0 and not attisdropped`,
      [quote(c.name)],
    )
    const stored = new Map(rows.map((row) => [String(row['field']), String(row['type'])]))
    await this.apply(t, `collection ${c.name}`, [...retypeStatements(c, stored), ...statements])
    this.statistics.know(c)
  }

  /** Runs the statements unless these very ones ran before: a start then takes no locks. */
  private async apply(t: SqlConnection, key: string, statements: string[]): Promise<void> {
    const hash = createHash('sha256').update(statements.join('\n')).digest('hex')
    const { rows } = await t.query(`select value from store_meta where key = $1::text`, [key])
    if (rows[0]?.['value'] === hash) return
    for (const statement of statements) {
      try {
        await t.query(statement)
      } catch (e) {
        if (e instanceof SqlFailure) throw new SqlFailure(`${key}: ${e.message}`, e.code)
        throw e
      }
    }
    await t.query(
      `insert into store_meta (key, value) values ($1::text, $2::text)
       on conflict (key) do update set value = excluded.value`,
      [key, hash],
    )
  }
}
