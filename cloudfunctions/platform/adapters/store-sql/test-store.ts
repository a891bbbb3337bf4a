import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Collection } from '#platform/kernel/store'
import { pgliteDriver } from './pglite-driver'
import { PgliteThread } from './pglite-thread'
import { SqlStore } from './sql-store'

/**
 * An embedded store in memory with these collections, for tests. The empty database is made once a checkout and kept
 * in `node_modules/.cache`, so that a test starts in about a second. Close it when done.
 */
export async function openTestStore(collections: Collection[]): Promise<SqlStore> {
  const store = new SqlStore(pgliteDriver(await PgliteThread.open({ snapshot: await emptyDatabase() })))
  await store.ensure(collections)
  return store
}

async function emptyDatabase(): Promise<Uint8Array<ArrayBuffer>> {
  const folder = join(process.cwd(), 'node_modules', '.cache', 'qianli')
  const manifest = readFileSync(join(process.cwd(), 'node_modules/@electric-sql/pglite/package.json'))
  const version = createHash('sha256').update(manifest).digest('hex').slice(0, 12)
  const path = join(folder, `empty-${version}.tar`)
  if (existsSync(path)) return new Uint8Array(readFileSync(path))
  const thread = await PgliteThread.open({})
  const dump = await thread.dump()
  await thread.close()
  mkdirSync(folder, { recursive: true })
  // Tests run in several processes: each writes its own draft, and the rename is atomic.
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, dump)
  renameSync(draft, path)
  return dump
}
