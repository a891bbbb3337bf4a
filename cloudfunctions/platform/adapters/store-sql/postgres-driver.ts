import { Pool, type PoolClient } from 'pg'
import { toSqlFailure, type SqlConnection, type SqlDriver } from './sql-driver'

type Queryable = Pick<PoolClient, 'query'>

function connection(on: Queryable): SqlConnection {
  return {
    async query(sql, parameters) {
      try {
        const { rows, rowCount } = await on.query<Record<string, unknown>>(sql, parameters)
        return { rows, count: rowCount ?? 0 }
      } catch (e) {
        throw toSqlFailure(e)
      }
    },
  }
}

/** Driver for a PostgreSQL server. `max`: connections of this process; 1 or 2 in a cloud function. */
export function postgresDriver(url: string, max = 10): SqlDriver {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  })
  // An idle connection that the server drops must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  return {
    ...connection(pool),
    ownsStatistics: false,
    async begin(body) {
      const client = await pool.connect().catch((e: unknown) => {
        throw toSqlFailure(e)
      })
      const inside = connection(client)
      let broken = false
      try {
        // A transaction whose process died must not hold its locks for ever; waiting for a lock ends as a conflict.
        await inside.query(
          "begin; set local lock_timeout = '10s'; set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '60s'",
        )
        const result = await body(inside)
        await inside.query('commit')
        return result
      } catch (e) {
        await inside.query('rollback').catch(() => {
          broken = true
        })
        throw e
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}
