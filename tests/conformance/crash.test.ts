import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CloudBaseStore } from '#platform/adapters/store-cloudbase/cloudbase-store'
import { DataFolderInUse } from '#platform/adapters/store-sql/folder-lock'
import { openPglite, openPostgres } from '#platform/adapters/store-sql/open'
import type { Store } from '#platform/kernel/store'
import { doubleEnvironment, realSdk } from './cloudbase-double/real-sdk'
import { startCloudBaseDouble, type CloudBaseDouble } from './cloudbase-double/server'
import { boxes } from './papers'
import { postgresPrograms, startCluster, type Cluster } from './postgres-cluster'

const root = path.resolve(__dirname, '..', '..')
const program = path.join(root, 'node_modules', '.cache', 'qianli', 'crash-child.cjs')

beforeAll(() => {
  const args = [
    'tests/conformance/crash-child.ts',
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--keep-names',
  ]
  const { status, stderr } = spawnSync(
    path.join(root, 'node_modules', '.bin', 'esbuild'),
    [
      ...args,
      '--packages=external',
      '--define:import.meta.url="unused"',
      `--outfile=${program}`,
      '--log-level=warning',
    ],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
}, 60_000)

interface Running {
  child: ChildProcess
  lines: string[]
  said(line: string): Promise<void>
  kill(): Promise<void>
}

function start(kind: string, where: string, mode: string): Running {
  const child = spawn(process.execPath, [program, kind, where, mode], {
    env: { ...process.env, ...(kind === 'cloudbase' ? doubleEnvironment(where) : {}) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const waiting: { line: string; resolve: () => void }[] = []
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    for (const w of waiting) if (lines.includes(w.line)) w.resolve()
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    child,
    lines,
    said: (line) =>
      new Promise((resolve, reject) => {
        if (lines.includes(line)) resolve()
        waiting.push({ line, resolve })
        void ended.then(() => reject(new Error(`ended before it said ${line}`)))
      }),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** What the sweep of an owner does: keys without their document go back, the others are settled. */
async function sweep(store: Store, counter: string): Promise<number> {
  let given = 0
  for (;;) {
    const overdue = (await store.expiredReservations(2_000, 500)).filter((r) => r.counter === counter)
    if (overdue.length === 0) return given
    for (const { key } of overdue) {
      if (await store.get(boxes, key)) await store.settle(counter, key)
      else {
        await store.release(counter, key)
        given += 1
      }
    }
  }
}

function crashConformance(
  kind: string,
  place: () => Promise<string>,
  open: (where: string) => Promise<Store>,
): void {
  test('killed between reserving and inserting: the sweep finds the unit and gives it back', async () => {
    const where = await place()
    const running = start(kind, where, 'between')
    await running.said('reserved')
    await running.kill()
    const store = await open(where)
    expect(await store.taken('crash')).toBe(1)
    expect(await sweep(store, 'crash')).toBe(1)
    expect(await store.taken('crash')).toBe(0)
    await store.close()
  }, 120_000)

  test('killed at any moment: what was acknowledged is there, and no unit is lost or taken twice', async () => {
    const where = await place()
    for (const after of [3, 9]) {
      const running = start(kind, where, 'loop')
      await running.said(`k${after}`)
      await new Promise((resolve) => setTimeout(resolve, after * 7))
      await running.kill()
      const store = await open(where)
      for (const id of running.lines.filter((line) => line.startsWith('k')))
        expect(await store.get(boxes, id)).not.toBeNull()
      expect(await sweep(store, 'loop')).toBeLessThanOrEqual(1)
      const kept = await store.count(boxes, [], 100_000)
      expect(await store.taken('loop')).toBe(kept)
      // The next child begins anew.
      for (const box of (await store.find(boxes, { where: [], limit: 1000 })).items) {
        await store.tx((t) => t.remove(boxes, box))
        await store.release('loop', box.id)
      }
      expect(await store.taken('loop')).toBe(0)
      await store.close()
    }
  }, 180_000)
}

describe('a crash on PGlite', () => {
  const made: string[] = []
  const place = () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'qianli-crash-'))
    made.push(folder)
    return Promise.resolve(folder)
  }
  afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))
  crashConformance('pglite', place, openPglite)

  test('a second process is refused while the first lives, and takes over when it is dead', async () => {
    const where = await place()
    const running = start('pglite', where, 'between')
    await running.said('reserved')
    const refused = await openPglite(where).catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(DataFolderInUse)
    expect((refused as DataFolderInUse).holder.pid).toBe(running.child.pid)
    expect((refused as Error).message).toContain(`process ${running.child.pid}`)
    await running.kill()
    const contenders = await Promise.allSettled([openPglite(where), openPglite(where), openPglite(where)])
    const won = contenders.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []))
    expect(won).toHaveLength(1)
    expect(await won[0]!.taken('crash')).toBe(1)
    await won[0]!.close()
    const again = await openPglite(where)
    await again.close()
  }, 120_000)
})

const programs = postgresPrograms()
const missing =
  (process.env.DATABASE_URL ?? programs) ? '' : ' (SKIPPED: no PostgreSQL here and no DATABASE_URL)'
const postgresSuite = missing ? describe.skip : describe
postgresSuite(`a crash on PostgreSQL${missing}`, () => {
  let cluster: Cluster | undefined
  const place = async () => {
    if (process.env.DATABASE_URL) return process.env.DATABASE_URL
    cluster ??= await startCluster(programs ?? '')
    return cluster.url
  }
  afterAll(() => cluster?.stop())
  crashConformance('postgres', place, (url) => openPostgres(url))
})

describe('a crash on the real wx-server-sdk', () => {
  let double: CloudBaseDouble | undefined
  const place = async () => {
    double ??= await startCloudBaseDouble({ transactionMs: 300 })
    return double.adminUrl
  }
  afterAll(() => double?.close())
  crashConformance('cloudbase', place, async (url) => new CloudBaseStore(await realSdk(url)))
})
