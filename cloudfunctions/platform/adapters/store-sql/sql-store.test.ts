import { z } from 'zod'
import { collection } from '#platform/kernel/store'
import { openTestStore } from './test-store'
import type { SqlStore } from './sql-store'
import { bulkInsert } from './bulk-insert'

const papers = collection({
  name: 'papers',
  schema: z.object({
    id: z.string(),
    version: z.number(),
    status: z.string(),
    createdAt: z.number(),
    viewers: z.array(z.string()),
    grams: z.array(z.string()),
  }),
  fields: { status: 'text', createdAt: 'int', viewers: 'set', grams: 'set' },
  indexes: [
    ['viewers', '-createdAt'],
    ['viewers', 'status', '-createdAt'],
    ['status', '-createdAt'],
  ],
})

describe('SqlStore on PGlite', () => {
  let store: SqlStore
  beforeAll(async () => {
    store = await openTestStore([papers])
  }, 60_000)
  afterAll(() => store.close())

  test('lists documents of a viewer in order', async () => {
    const docs = Array.from({ length: 30 }, (_, i) => ({
      id: `p${i}`,
      status: i % 2 ? 'A' : 'B',
      createdAt: 100 + Math.floor(i / 3),
      viewers: ['all', `v${i % 5}`],
      grams: ['ab'],
    }))
    await bulkInsert(store, papers, docs)
    const page = await store.find(papers, {
      where: [{ has: ['viewers', ['v1']] }],
      orderBy: ['createdAt', 'desc'],
    })
    expect(page.items.map((d) => d.id)).toEqual(['p26', 'p21', 'p16', 'p11', 'p6', 'p1'])
    await store.tx(async (t) => {
      const d = await t.get(papers, 'p26')
      await t.put(papers, { ...d!, viewers: ['v2'] })
    })
    const q = {
      where: [{ has: ['viewers', ['v1']] as [string, string[]] }],
      orderBy: ['createdAt', 'desc'] as ['createdAt', 'desc'],
    }
    expect((await store.find(papers, q)).items.map((d) => d.id)).toEqual(['p21', 'p16', 'p11', 'p6', 'p1'])
    expect(await store.count(papers, [{ has: ['viewers', ['v1']] }, { eq: ['status', 'A'] }])).toBe(3)
  })

  test('the store inside a transaction body is refused', async () => {
    await expect(store.tx(() => store.get(papers, 'p1'))).rejects.toThrow('inside a transaction body')
  })
})
