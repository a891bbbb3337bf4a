import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lockFolder } from './folder-lock'
import { pgliteDriver } from './pglite-driver'
import { PgliteThread } from './pglite-thread'
import { postgresDriver } from './postgres-driver'
import { SqlStore } from './sql-store'

/**
 * The embedded store in a folder of its own; the first start creates it (seconds, 0.8 GB of memory: do it in a child
 * process). An acknowledged write survives `kill -9`, because PostgreSQL's log has gone to the operating system; it may
 * not survive a power cut, because PGlite never calls fsync.
 * @throws DataFolderInUse when another process has it open
 */
export async function openPglite(folder: string): Promise<SqlStore> {
  const unlock = lockFolder(folder)
  try {
    const data = join(folder, 'pg')
    mkdirSync(data, { recursive: true })
    return new SqlStore(pgliteDriver(await PgliteThread.open({ folder: data }), unlock))
  } catch (e) {
    unlock()
    throw e
  }
}

/** A store on a PostgreSQL server, e.g. `postgres://user:password@host/database`; opens connections when they are needed. */
export function openPostgres(url: string, options: { maxConnections?: number } = {}): Promise<SqlStore> {
  return Promise.resolve(new SqlStore(postgresDriver(url, options.maxConnections)))
}

/** An embedded store in memory, gone when closed. */
export async function memoryPglite(): Promise<SqlStore> {
  return new SqlStore(pgliteDriver(await PgliteThread.open({})))
}
