import {
  Conflict,
  isConflict,
  isDuplicate,
  type Condition,
  type Query,
  type Store,
} from '#platform/kernel/store'
import { isRefusal } from '#platform/kernel/refusal'
import { matches, sorted } from './model'
import { boxes, newCards, notes, oldCards, paperOf, papers, type Paper } from './papers'

const count = 60

async function rejection(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (e) {
    return e
  }
  throw new Error('It was expected to fail')
}

async function allIds(store: Store, q: Query): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await store.find(papers, { ...q, after })
    ids.push(...page.items.map((d) => d.id))
    after = page.next
  } while (after)
  return ids
}

/** What every store promises (kernel/store.ts), tested the same way on each. */
export function documentConformance(open: () => Promise<Store>): void {
  let store: Store
  const series = Array.from({ length: count }, (_, i) => ({ ...paperOf(i), version: 1 }))
  beforeAll(async () => {
    store = await open()
    for (const doc of series) await store.tx((t) => t.insert(papers, doc))
  }, 120_000)

  test('a document comes back as it was inserted, with version 1', async () => {
    expect(await store.get(papers, 'p0003')).toEqual(series[3])
    expect(await store.get(papers, 'nobody')).toBeNull()
    expect(await store.get(papers, 'p\0')).toBeNull()
  })

  test('a taken id is Duplicate, and the transaction leaves nothing', async () => {
    const e = await rejection(
      store.tx(async (t) => {
        await t.insert(boxes, { id: 'before-duplicate', value: 1 })
        await t.insert(papers, paperOf(3, { owner: 'thief' }))
      }),
    )
    expect(isDuplicate(e)).toBe(true)
    expect((await store.get(papers, 'p0003'))?.owner).toBe('o0')
    expect(await store.get(boxes, 'before-duplicate')).toBeNull()
  })

  test('keys and values that mean something to a database are kept as they are', async () => {
    const extra = {
      'a.b': 1,
      $set: { $inc: 2 },
      $date: '2026-01-01',
      __proto__x: null,
      'q"\'`;--': ['', ' ', '\u2028', '\\u0000'],
      deep: { n: { _id: 'x', id: 'y', version: 9, doc: {} } },
    }
    await store.tx((t) => t.insert(papers, paperOf(900, { owner: 'odd', extra })))
    const doc = await store.get(papers, 'p0900')
    expect(doc?.extra).toEqual(extra)
    await store.tx((t) => t.remove(papers, doc!))
  })

  test.each([['\0'], ['\ud800']])('a text that cannot be stored (%j) is refused by name', async (bad) => {
    const e = await rejection(
      store.tx((t) => t.insert(papers, paperOf(901, { parties: [{ name: `a${bad}`, signed: false }] }))),
    )
    expect(isRefusal(e) && e.facts.field).toBe('parties.0.name')
    expect(await store.find(papers, { where: [{ eq: ['owner', bad] }] })).toEqual({ items: [] })
    expect(await store.count(papers, [{ has: ['viewers', [bad]] }])).toBe(0)
  })

  const queries: Query[] = [
    { where: [] },
    { where: [{ eq: ['owner', 'o1'] }] },
    { where: [{ eq: ['title', "O'Brien; drop table papers --"] }] },
    { where: [{ in: ['owner', ['o0', 'o2']] }, { gte: ['createdAt', 1005] }, { lt: ['createdAt', 1020] }] },
    { where: [{ in: ['owner', []] }] },
    { where: [{ in: ['createdAt', [1000, 1007]] }] },
    { where: [{ has: ['viewers', ['v2']] }], orderBy: ['createdAt', 'desc'] },
    { where: [{ has: ['viewers', ['all', 'w3']] }], orderBy: ['createdAt', 'asc'] },
    { where: [{ has: ['viewers', []] }, { eq: ['owner', 'o1'] }] },
    {
      where: [{ has: ['viewers', ['all']] }, { eq: ['status', 'signing'] }],
      orderBy: ['createdAt', 'desc'],
    },
    {
      where: [{ has: ['viewers', ['v1']] }, { has: ['grams', ['劳动']] }],
      orderBy: ['createdAt', 'desc'],
    },
    {
      where: [{ has: ['viewers', ['v1']] }, { gte: ['createdAt', 1010] }, { lt: ['signedAt', 9999] }],
      orderBy: ['createdAt', 'desc'],
    },
    { where: [{ has: ['grams', ['采购', '购合']] }], orderBy: ['title', 'asc'] },
    { where: [{ has: ['viewers', ['all']] }, { has: ['viewers', ['v4']] }], orderBy: ['createdAt', 'desc'] },
    {
      where: [
        { or: [[{ eq: ['owner', 'o1'] }, { eq: ['status', 'draft'] }], [{ has: ['viewers', ['w6']] }]] },
      ],
    },
    { where: [{ or: [] }] },
    { where: [{ or: [[]] }, { lt: ['createdAt', 1003] }] },
    { where: [{ eq: ['id', 'p0007'] }] },
    { where: [{ gte: ['id', 'p0050'] }], orderBy: ['id', 'desc'] },
    { where: [], orderBy: ['signedAt', 'asc'] },
    { where: [{ eq: ['status', 'draft'] }], orderBy: ['title', 'desc'] },
    { where: [{ eq: ['status', 'signing'] }, { lt: ['title', '租'] }], orderBy: ['title', 'asc'] },
  ]
  test.each(queries.map((q) => [JSON.stringify(q), q] as const))('pages and count of %s', async (_, q) => {
    const wanted = sorted(
      series.filter((d) => matches(d, q.where)),
      q.orderBy,
    ).map((d) => d.id)
    for (const limit of [7, 1000]) expect(await allIds(store, { ...q, limit })).toEqual(wanted)
    expect(await store.count(papers, q.where)).toBe(series.filter((d) => matches(d, q.where)).length)
  })

  test('pages over ties miss nothing and repeat nothing, one document at a time', async () => {
    const where: Condition[] = [{ has: ['viewers', ['v0']] }]
    const wanted = series.filter((d) => d.viewers.includes('v0')).map((d) => d.id)
    for (const direction of ['asc', 'desc'] as const)
      expect((await allIds(store, { where, orderBy: ['createdAt', direction], limit: 1 })).sort()).toEqual(
        wanted,
      )
  })

  test('documents that come and go between pages do not shift the others', async () => {
    const q: Query = { where: [{ eq: ['owner', 'o1'] }], orderBy: ['createdAt', 'desc'], limit: 5 }
    const first = await store.find(papers, q)
    await store.tx((t) => t.insert(papers, paperOf(902, { owner: 'o1', createdAt: 9999 })))
    const removed = (await store.get(papers, first.items[1]!.id))!
    await store.tx((t) => t.remove(papers, removed))
    const second = await store.find(papers, { ...q, after: first.next })
    const wanted = sorted(
      series.filter((d) => d.owner === 'o1'),
      q.orderBy,
    ).map((d) => d.id)
    expect(second.items.map((d) => d.id)).toEqual(wanted.slice(5, 10))
    const { version: _, ...again } = removed
    await store.tx(async (t) => {
      await t.remove(papers, (await t.get(papers, 'p0902'))!)
      await t.insert(papers, again)
    })
  })

  test('a count stops at its cap', async () => {
    expect(await store.count(papers, [], 7)).toBe(7)
    expect(await store.count(papers, [{ has: ['viewers', ['all']] }], 7)).toBe(7)
  })

  test.each(['', 'x', '!!', 'bnVsbA', Buffer.from('["id asc",{"$gt":""},"x"]').toString('base64url')])(
    'the cursor %j is refused',
    async (after) => {
      const e = await rejection(store.find(papers, { where: [], after }))
      expect(isRefusal(e) && [e.code, e.facts.field]).toEqual(['INPUT_INVALID', 'after'])
    },
  )

  test('a cursor of another order is refused', async () => {
    const page = await store.find(papers, { where: [], orderBy: ['createdAt', 'desc'], limit: 3 })
    const e = await rejection(
      store.find(papers, { where: [], orderBy: ['createdAt', 'asc'], after: page.next }),
    )
    expect(isRefusal(e)).toBe(true)
  })

  test('only declared fields and fitting values reach the database', async () => {
    for (const field of [
      'nope',
      'constructor',
      '__proto__',
      'title" = "title" or 1=1 --',
      'doc',
      'version',
      '$where',
    ]) {
      await expect(store.find(papers, { where: [{ eq: [field, 'x'] }] })).rejects.toThrow(
        'not a declared field',
      )
      await expect(store.find(papers, { where: [], orderBy: [field, 'asc'] })).rejects.toThrow(
        'not a declared field',
      )
      await expect(store.count(papers, [{ has: [field, ['x']] }])).rejects.toThrow('not a declared field')
    }
    await expect(store.find(papers, { where: [{ eq: ['createdAt', '1'] }] })).rejects.toThrow('compared')
    await expect(store.find(papers, { where: [{ eq: ['viewers', 'all'] }] })).rejects.toThrow('set')
    await expect(store.find(papers, { where: [], limit: 1001 })).rejects.toThrow('1 to 1000')
    const wrong = { ...paperOf(903), createdAt: 'soon' as unknown as number }
    await expect(store.tx((t) => t.insert(papers, wrong))).rejects.toThrow('declared as int')
  })

  test('an old document is upcast when read, and a page goes on from its stored value', async () => {
    for (let i = 0; i < 5; i += 1)
      await store.tx((t) => t.insert(oldCards, { id: `c${i}`, name: `n${i}`, rank: i }))
    expect(await store.get(newCards, 'c2')).toEqual({ id: 'c2', version: 1, label: 'n2', rank: 20 })
    const first = await store.find(newCards, { where: [], orderBy: ['rank', 'asc'], limit: 2 })
    const second = await store.find(newCards, {
      where: [],
      orderBy: ['rank', 'asc'],
      limit: 2,
      after: first.next,
    })
    expect(second.items.map((d) => d.label)).toEqual(['n2', 'n3'])
    await store.tx(async (t) => t.put(newCards, (await t.get(newCards, 'c2'))!))
    expect(await store.get(newCards, 'c2')).toMatchObject({ version: 2, label: 'n2' })
  })

  test('a full page of 1,000 knows whether more follow', async () => {
    for (let at = 0; at < 1001; at += 91)
      await store.tx(async (t) => {
        for (let i = at; i < Math.min(at + 91, 1001); i += 1)
          await t.insert(notes, { id: `n${String(i).padStart(4, '0')}`, dueAt: i })
      })
    const page = await store.find(notes, { where: [], orderBy: ['dueAt', 'asc'], limit: 1000 })
    expect(page.items).toHaveLength(1000)
    const rest = await store.find(notes, {
      where: [],
      orderBy: ['dueAt', 'asc'],
      limit: 1000,
      after: page.next,
    })
    expect(rest.items.map((d) => d.id)).toEqual(['n1000'])
    expect(rest.next).toBeUndefined()
    const exact = await store.find(notes, {
      where: [{ lt: ['dueAt', 1000] }],
      orderBy: ['dueAt', 'asc'],
      limit: 1000,
    })
    expect([exact.items.length, exact.next]).toEqual([1000, undefined])
  }, 60_000)

  test('a transaction that throws leaves nothing', async () => {
    await expect(
      store.tx(async (t) => {
        await t.insert(boxes, { id: 'rolled-back', value: 1 })
        throw new Error('boom')
      }),
    ).rejects.toThrow('boom')
    expect(await store.get(boxes, 'rolled-back')).toBeNull()
  })

  test('a transaction reads its own writes', async () => {
    await store.tx(async (t) => {
      await t.insert(boxes, { id: 'own', value: 1 })
      const first = (await t.get(boxes, 'own'))!
      await t.put(boxes, { ...first, value: 2 })
      const second = (await t.get(boxes, 'own'))!
      expect(second).toEqual({ id: 'own', version: 2, value: 2 })
      await t.put(boxes, { ...second, value: 3 })
    })
    expect(await store.get(boxes, 'own')).toEqual({ id: 'own', version: 3, value: 3 })
  })

  test('a put or remove of a stale document is a Conflict, also after tries', async () => {
    await store.tx((t) => t.insert(boxes, { id: 'stale', value: 1 }))
    const stale = (await store.get(boxes, 'stale'))!
    await store.tx((t) => t.put(boxes, { ...stale, value: 2 }))
    let tries = 0
    const e = await rejection(
      store.tx((t) => {
        tries += 1
        return t.put(boxes, { ...stale, value: 3 })
      }),
    )
    expect(isConflict(e)).toBe(true)
    expect(tries).toBeGreaterThan(1)
    expect(isConflict(await rejection(store.tx((t) => t.remove(boxes, stale))))).toBe(true)
    expect(isConflict(await rejection(store.tx((t) => t.touch(boxes, stale))))).toBe(true)
    expect((await store.get(boxes, 'stale'))?.value).toBe(2)
  }, 60_000)

  test('a body that finds a Conflict itself runs again, with nothing left of the first try', async () => {
    let tries = 0
    await store.tx(async (t) => {
      tries += 1
      await t.insert(boxes, { id: 'again', value: tries })
      if (tries < 3) throw new Conflict('not yet')
    })
    expect(await store.get(boxes, 'again')).toEqual({ id: 'again', version: 1, value: 3 })
  })

  test('a document written twice from one read is named as the mistake it is', async () => {
    await store.tx((t) => t.insert(boxes, { id: 'twice', value: 1 }))
    const work = store.tx(async (t) => {
      const d = (await t.get(boxes, 'twice'))!
      await t.put(boxes, { ...d, value: 2 })
      await t.put(boxes, { ...d, value: 3 })
    })
    await expect(work).rejects.toThrow('written twice')
    expect((await store.get(boxes, 'twice'))?.value).toBe(1)
  })

  test('the store itself is refused inside a body', async () => {
    await expect(store.tx(() => store.get(boxes, 'own'))).rejects.toThrow('inside a transaction body')
    await expect(store.tx(() => store.reserve('c', 'k', 1, 1, 1))).rejects.toThrow(
      'inside a transaction body',
    )
    await expect(store.tx(() => store.tx(() => Promise.resolve()))).rejects.toThrow(
      'inside a transaction body',
    )
    expect(await store.taken('c')).toBe(0)
  })

  test('no update is lost among thirty at once', async () => {
    await store.tx((t) => t.insert(boxes, { id: 'sum', value: 0 }))
    const add = () =>
      store.tx(async (t) => {
        const d = (await t.get(boxes, 'sum'))!
        await t.put(boxes, { ...d, value: d.value + 1 })
      })
    const done = await Promise.allSettled(Array.from({ length: 30 }, add))
    const succeeded = done.filter((r) => r.status === 'fulfilled').length
    expect(done.every((r) => r.status === 'fulfilled' || isConflict(r.reason))).toBe(true)
    expect(succeeded).toBeGreaterThan(0)
    expect(await store.get(boxes, 'sum')).toEqual({ id: 'sum', version: succeeded + 1, value: succeeded })
  }, 60_000)

  test('two that decide on each other cannot both go through (write skew)', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [`skew-a${round}`, `skew-b${round}`]
      await store.tx(async (t) => {
        await t.insert(boxes, { id: a, value: 1 })
        await t.insert(boxes, { id: b, value: 1 })
      })
      // Each may go only while the other stays.
      const leave = (mine: string, other: string) =>
        store.tx(async (t) => {
          const stays = (await t.get(boxes, other, 'read'))!
          const goes = (await t.get(boxes, mine))!
          if (stays.value !== 1) return
          await t.touch(boxes, stays)
          await t.put(boxes, { ...goes, value: 0 })
        })
      await Promise.allSettled([leave(a, b), leave(b, a)])
      const left = [(await store.get(boxes, a))!.value, (await store.get(boxes, b))!.value]
      expect(left.reduce((x, y) => x + y)).toBeGreaterThanOrEqual(1)
    }
  }, 60_000)

  test('two signers at once: both signatures, one completion, one note for each act', async () => {
    const ids = Array.from({ length: 6 }, (_, i) => `sign${i}`)
    for (const id of ids) await store.tx((t) => t.insert(papers, { ...paperOf(1), id }))
    const sign = (id: string, party: number) =>
      store.tx(async (t) => {
        const doc = (await t.get(papers, id))!
        if (doc.parties[party]!.signed) return 'again'
        const parties = doc.parties.map((p, i) => (i === party ? { ...p, signed: true } : p))
        const done = parties.every((p) => p.signed)
        await t.put(papers, { ...doc, parties, status: done ? 'completed' : doc.status })
        await t.insert(notes, { id: `${id}-${party}`, dueAt: -1 })
        return done ? 'done' : 'signed'
      })
    const outcomes = await Promise.all(ids.flatMap((id) => [sign(id, 0), sign(id, 1), sign(id, 0)]))
    const times = (what: string) => outcomes.filter((o) => o === what).length
    expect([times('signed'), times('done'), times('again')]).toEqual([6, 6, 6])
    expect(await store.count(papers, [{ eq: ['status', 'completed'] }])).toBe(6)
    expect(await store.count(notes, [{ lt: ['dueAt', 0] }])).toBe(12)
  }, 60_000)

  test('a removed document is gone from every list, and its id is free', async () => {
    const doc = (await store.get(papers, 'sign0')) as Paper
    await store.tx((t) => t.remove(papers, doc))
    expect(await store.get(papers, 'sign0')).toBeNull()
    const q: Query = { where: [{ has: ['viewers', ['all']] }], orderBy: ['createdAt', 'desc'], limit: 100 }
    expect(await allIds(store, q)).not.toContain('sign0')
    await store.tx((t) => t.insert(papers, { ...paperOf(1), id: 'sign0' }))
    expect(await allIds(store, q)).toContain('sign0')
  })

  test('a changed set or order moves a document between lists', async () => {
    await store.tx((t) =>
      t.insert(papers, { ...paperOf(1), id: 'moving', viewers: ['x1', 'x2'], createdAt: 1 }),
    )
    const list = (viewer: string) =>
      allIds(store, { where: [{ has: ['viewers', [viewer]] }], orderBy: ['createdAt', 'desc'] })
    expect(await list('x1')).toEqual(['moving'])
    const doc = (await store.get(papers, 'moving'))!
    await store.tx((t) => t.put(papers, { ...doc, viewers: ['x2', 'x3'], createdAt: 2 }))
    expect([await list('x1'), await list('x2'), await list('x3')]).toEqual([[], ['moving'], ['moving']])
  })
}
