import type { PgliteThread } from './pglite-thread'
import { SqlFailure, type SqlConnection, type SqlDriver } from './sql-driver'

/** As on a server: a transaction body that never ends must not stop everybody else for ever. */
const bodyLimitMs = 60_000

/** Driver for the embedded PostgreSQL, which has one session: transactions run one after another, in order of arrival. */
export function pgliteDriver(thread: PgliteThread, onClose: () => void = () => undefined): SqlDriver {
  let tail: Promise<unknown> = Promise.resolve()
  const inTurn = <R>(work: () => Promise<R>): Promise<R> => {
    const result = tail.then(work)
    tail = result.catch(() => undefined)
    return result
  }
  return {
    ownsStatistics: true,
    query: (sql, parameters = []) => inTurn(() => thread.query(sql, parameters)),
    begin: (body) =>
      inTurn(async () => {
        let over = false
        const connection: SqlConnection = {
          query: async (sql, parameters = []) => {
            if (over) throw new SqlFailure('The transaction is over', '25P01')
            return thread.query(sql, parameters)
          },
        }
        await thread.query('begin', [])
        try {
          const result = await limited(body(connection))
          over = true
          await thread.query('commit', [])
          return result
        } catch (e) {
          over = true
          await thread.query('rollback', [])
          throw e
        }
      }),
    async close() {
      await tail
      await thread.close()
      onClose()
    },
  }
}

async function limited<R>(work: Promise<R>): Promise<R> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new SqlFailure('The transaction took too long', '25P03')), bodyLimitMs)
    timer.unref()
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
