import type { Reservation } from '#platform/kernel/store'
import type { SqlConnection } from './sql-driver'

/**
 * Takes units under a key, inside a transaction. The counter's row is locked first, so that concurrent takers queue up
 * and the limit holds; the key is recorded in the same transaction, so a crash leaves both or neither.
 */
export async function reserveUnits(t: SqlConnection, r: Reservation & { limit: number }): Promise<boolean> {
  const locked = await t.query(
    `insert into store_counters as c (name, taken) values ($1::text, 0)
     on conflict (name) do update set taken = c.taken returning taken::text as taken`,
    [r.counter],
  )
  // A retry under the same key takes nothing, but its caller starts its work anew and needs the full time.
  const known = await t.query(
    `update store_reservations set expires_at = greatest(expires_at, $3::bigint)
     where counter = $1::text and key = $2::text`,
    [r.counter, r.key, r.expiresAt],
  )
  if (known.count > 0) return true
  if (Number(locked.rows[0]?.['taken']) + r.by > r.limit) return false
  await t.query(
    `insert into store_reservations (counter, key, amount, expires_at)
     values ($1::text, $2::text, $3::bigint, $4::bigint)`,
    [r.counter, r.key, r.by, r.expiresAt],
  )
  await t.query(`update store_counters set taken = taken + $2::bigint where name = $1::text`, [
    r.counter,
    r.by,
  ])
  return true
}

export async function settleReservation(on: SqlConnection, counter: string, key: string): Promise<void> {
  await on.query(
    `update store_reservations set settled = true where counter = $1::text and key = $2::text and not settled`,
    [counter, key],
  )
}

/** Gives the units back, inside a transaction. Locks the counter first, in the same order as {@link reserveUnits}. */
export async function releaseReservation(t: SqlConnection, counter: string, key: string): Promise<void> {
  await t.query(`select 1 from store_counters where name = $1::text for update`, [counter])
  await t.query(
    `with gone as (
       delete from store_reservations where counter = $1::text and key = $2::text returning amount)
     update store_counters set taken = taken - gone.amount from gone where name = $1::text`,
    [counter, key],
  )
}

export async function takenUnits(on: SqlConnection, counter: string): Promise<number> {
  const { rows } = await on.query(`select taken::text as taken from store_counters where name = $1::text`, [
    counter,
  ])
  return Number(rows[0]?.['taken'] ?? 0)
}

export async function overdueReservations(
  on: SqlConnection,
  now: number,
  limit: number,
): Promise<Reservation[]> {
  const { rows } = await on.query(
    `select counter, key, amount::text as amount, expires_at::text as expires_at from store_reservations
     where not settled and expires_at < $1::bigint order by expires_at, counter, key limit $2::int`,
    [now, limit],
  )
  return rows.map((row) => ({
    counter: String(row['counter']),
    key: String(row['key']),
    by: Number(row['amount']),
    expiresAt: Number(row['expires_at']),
  }))
}
