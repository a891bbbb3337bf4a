import { openTestStore } from '#platform/adapters/store-sql/test-store'
import { NewerData, migrate, schemaCollection, type Migration } from './migrations'
import type { Store } from './store'

let store: Store
beforeEach(async () => {
  store = await openTestStore([])
}, 60_000)
afterEach(() => store.close())

const clock = { now: () => Date.now() }
const options = { clock, leaseMs: 2_000, pollMs: 10 }

function noting(log: string[], ...names: string[]): Migration[] {
  return names.map((name) => ({
    name,
    run: () => {
      log.push(name)
      return Promise.resolve()
    },
  }))
}

describe('migrations', () => {
  test('run in order, each once, and later ones when they are added', async () => {
    const log: string[] = []
    expect(await migrate(store, noting(log, 'a', 'b'), options)).toBe(2)
    expect(await migrate(store, noting(log, 'a', 'b'), options)).toBe(0)
    expect(await migrate(store, noting(log, 'a', 'b', 'c'), options)).toBe(1)
    expect(log).toEqual(['a', 'b', 'c'])
  })

  test('several starts at once run each migration once, and none returns before all are done', async () => {
    const log: string[] = []
    const slow: Migration[] = ['a', 'b', 'c'].map((name) => ({
      name,
      run: async () => {
        await new Promise((resolve) => setTimeout(resolve, 30))
        log.push(name)
      },
    }))
    const ran = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const n = await migrate(store, slow, options)
        expect(log).toEqual(['a', 'b', 'c'])
        return n
      }),
    )
    expect(ran.reduce((x, y) => x + y)).toBe(3)
  })

  test('data of a newer program is refused and stays as it is', async () => {
    const log: string[] = []
    await migrate(store, noting(log, 'a', 'b', 'c'), options)
    const before = await store.get(schemaCollection, 'schema')
    await expect(migrate(store, noting(log, 'a', 'b'), options)).rejects.toBeInstanceOf(NewerData)
    expect(await store.get(schemaCollection, 'schema')).toEqual(before)
    expect(log).toEqual(['a', 'b', 'c'])
  })

  test('one that fails is named, keeps the level, and runs again at the next start', async () => {
    const log: string[] = []
    const broken: Migration = { name: 'add-labels', run: () => Promise.reject(new Error('disk full')) }
    const failed = migrate(store, [...noting(log, 'a'), broken, ...noting(log, 'c')], options)
    await expect(failed).rejects.toMatchObject({
      name: 'MigrationFailed',
      message: 'Migration 2 (add-labels) failed',
    })
    expect(log).toEqual(['a'])
    expect(await migrate(store, noting(log, 'a', 'b', 'c'), options)).toBe(2)
    expect(log).toEqual(['a', 'b', 'c'])
  })

  test('a process that died while migrating is followed by the next after its lease', async () => {
    const log: string[] = []
    await migrate(store, [], options)
    await store.tx(async (t) => {
      const schema = await t.get(schemaCollection, 'schema')
      await t.put(schemaCollection, { ...schema!, runner: 'dead', leaseUntil: Date.now() + 150 })
    })
    expect(await migrate(store, noting(log, 'a'), options)).toBe(1)
    expect(log).toEqual(['a'])
  })
})
