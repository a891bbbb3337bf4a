import { z } from 'zod'
import { collection, type Collection, type Query } from '#platform/kernel/store'
import { bulkInsert } from './bulk-insert'
import { pageStatement, type Walk } from './list-query'
import type { SqlStore } from './sql-store'
import { openTestStore } from './test-store'

const paper = z.object({
  id: z.string(),
  version: z.number(),
  status: z.string(),
  createdAt: z.number(),
  deadline: z.number(),
  viewers: z.array(z.string()),
  pending: z.array(z.string()),
  grams: z.array(z.string()),
})
type Paper = z.infer<typeof paper>

const shelf = (name: string) =>
  collection<Paper>({
    name,
    schema: paper,
    fields: {
      status: 'text',
      createdAt: 'int',
      deadline: 'int',
      viewers: 'set',
      pending: 'set',
      grams: 'set',
    },
    indexes: [
      ['viewers', '-createdAt'],
      ['pending', 'deadline'],
      ['status', 'deadline'],
    ],
  })
const small = shelf('small')
const large = shelf('large')

function* series(n: number): Generator<Omit<Paper, 'version'>> {
  for (let i = 0; i < n; i += 1)
    yield {
      id: `p${String(i).padStart(6, '0')}`,
      status: i % 6 === 0 ? 'open' : 'done',
      createdAt: 1000 + i,
      deadline: 1000 + ((i * 7919) % n),
      viewers: ['o:1', `a:${i % 40}`],
      pending: i % 6 === 0 ? ['a:1'] : [],
      grams: ['合同', `编${i % 10}`, `号${i % 97}`],
    }
}

let store: SqlStore
beforeAll(async () => {
  store = await openTestStore([small, large])
  await bulkInsert(store, small, series(500))
  await bulkInsert(store, large, series(20_000))
}, 120_000)
afterAll(() => store.close())

/** Pages of the database that a list's first page touches: its cost, whatever the machine does meanwhile. */
async function cost(c: Collection<Paper>, q: Query, walk: Walk): Promise<number> {
  const { sql, parameters } = pageStatement(c, q, 20, null, walk)
  const explain = `explain (analyze, buffers, format json) ${sql}`
  await store.connection.query(explain, parameters)
  const { rows } = await store.connection.query(explain, parameters)
  const [{ Plan }] = rows[0]!['QUERY PLAN'] as [{ Plan: Record<string, number> }]
  return (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0)
}

describe('the first page of a list', () => {
  const lists: [string, Query][] = [
    ['of a viewer, newest first', { where: [{ has: ['viewers', ['o:1']] }], orderBy: ['createdAt', 'desc'] }],
    [
      'of a viewer in a span of time',
      {
        where: [{ has: ['viewers', ['o:1']] }, { gte: ['createdAt', 1010] }, { lt: ['createdAt', 1400] }],
        orderBy: ['createdAt', 'desc'],
      },
    ],
    [
      'of a viewer with a status',
      { where: [{ has: ['viewers', ['o:1']] }, { eq: ['status', 'open'] }], orderBy: ['createdAt', 'desc'] },
    ],
    ['of open things by deadline', { where: [{ has: ['pending', ['a:1']] }], orderBy: ['deadline', 'asc'] }],
    [
      'of a search for what is everywhere',
      {
        where: [{ has: ['viewers', ['o:1']] }, { has: ['grams', ['合同']] }],
        orderBy: ['createdAt', 'desc'],
      },
    ],
    ['of a status by deadline', { where: [{ eq: ['status', 'open'] }], orderBy: ['deadline', 'asc'] }],
  ]
  test.each(lists)('%s costs among 20,000 what it costs among 500', async (_, q) => {
    const few = await cost(small, q, 'list')
    const many = await cost(large, q, 'list')
    expect(few).toBeGreaterThan(0)
    // The trees of the larger table are a level deeper.
    expect(many).toBeLessThan(2 * few)
  })

  test('of a search for what is nowhere does not walk the list', async () => {
    const q: Query = {
      where: [{ has: ['viewers', ['o:1']] }, { has: ['grams', ['甲乙']] }],
      orderBy: ['createdAt', 'desc'],
    }
    expect(await cost(large, q, 'matches')).toBeLessThan(20)
    expect(await store.find(large, q)).toEqual({ items: [] })
  })

  test('both walks of a search find the same', async () => {
    const q: Query = {
      where: [{ has: ['viewers', ['a:3']] }, { has: ['grams', ['编3', '合同']] }],
      orderBy: ['createdAt', 'desc'],
    }
    const ids = async (walk: Walk) => {
      const { sql, parameters } = pageStatement(large, q, 20, null, walk)
      return (await store.connection.query(sql, parameters)).rows.map((row) => row['id'])
    }
    expect(await ids('list')).toHaveLength(21)
    expect(await ids('matches')).toEqual(await ids('list'))
  })

  test.each([
    ['a word of one in ten', '编3', 20_000],
    ['a word of one in a hundred', '号5', 8_000],
  ])('a search misses and repeats nothing over its pages: %s', async (_, word, from) => {
    const q: Query = {
      where: [{ has: ['viewers', ['o:1']] }, { has: ['grams', [word]] }, { gte: ['createdAt', from] }],
      orderBy: ['createdAt', 'desc'],
      limit: 13,
    }
    const found: string[] = []
    for (let after: string | undefined; ;) {
      const page = await store.find(large, { ...q, ...(after ? { after } : {}) })
      found.push(...page.items.map(({ id }) => id))
      after = page.next
      if (!after || found.length > 200) break
    }
    const wanted = [...series(20_000)]
      .filter(({ grams, createdAt }) => grams.includes(word) && createdAt >= from)
      .sort((a, b) => b.createdAt - a.createdAt)
      .map(({ id }) => id)
    expect(wanted.length).toBeGreaterThan(90)
    expect(found).toEqual(wanted)
  })
})

describe('a changed declaration', () => {
  const doc = (i: number) => ({ id: `d${i}`, group: `g${i % 3}`, rank: i, tags: ['all', `t${i % 4}`] })
  const schema = z.object({
    id: z.string(),
    version: z.number(),
    group: z.string(),
    rank: z.number(),
    tags: z.array(z.string()),
  })
  const first = collection({ name: 'growing', schema, fields: { group: 'text' }, indexes: [['group']] })
  const second = collection({
    name: 'growing',
    schema,
    fields: { group: 'text', rank: 'int', tags: 'set' },
    indexes: [['group', '-rank'], ['tags', '-rank'], ['tags']],
  })

  test('fills new fields and lists from the documents that are there, and keeps them filled', async () => {
    await store.ensure([first])
    for (let i = 0; i < 8; i += 1) await store.tx((t) => t.insert(first, doc(i)))
    await store.ensure([second])
    await store.ensure([second])
    await store.tx((t) => t.insert(second, doc(8)))
    const list = { where: [{ has: ['tags', ['t0']] as [string, string[]] }] }
    const newest = await store.find(second, { ...list, orderBy: ['rank', 'desc'] })
    expect(newest.items.map((d) => d.id)).toEqual(['d8', 'd4', 'd0'])
    expect((await store.find(second, list)).items.map((d) => d.id)).toEqual(['d0', 'd4', 'd8'])
  })

  test('of a type costs no data', async () => {
    const asText = collection({
      name: 'growing',
      schema,
      fields: { group: 'text', rank: 'int', tags: 'set' },
      indexes: [['group', '-rank']],
    })
    const retyped = {
      ...asText,
      fields: { ...asText.fields, group: 'set' as const },
      indexes: [['tags', '-rank']],
    }
    await store.ensure([retyped])
    await store.ensure([second])
    const page = await store.find(second, {
      where: [{ eq: ['group', 'g2'] }],
      orderBy: ['rank', 'desc'],
    })
    expect(page.items.map((d) => d.id)).toEqual(['d8', 'd5', 'd2'])
  })
})
