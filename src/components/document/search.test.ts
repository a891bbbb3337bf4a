import type { FoundText } from '#types/document'
import { aroundMatch, DocumentSearch, mostMatches, type Search } from './search'

const box = { x: 10, y: 10, width: 20, height: 10 }
/** What one call finds: a match on each of these pages. */
const found = (pages: number[], next: number | null, more: Partial<FoundText> = {}): FoundText => ({
  matches: pages.map((page) => ({ page, boxes: [box] })),
  more: false,
  next,
  withoutText: 0,
  unreadable: 0,
  ...more,
})

function harness(pages: number) {
  const asked: { phrase: string; from: number; until: number }[] = []
  const open: { resolve: (answer: FoundText) => void; reject: (error: Error) => void }[] = []
  let last: Search | undefined
  const search = new DocumentSearch(
    (phrase, from, until) => {
      asked.push({ phrase, from, until })
      return new Promise((resolve, reject) => open.push({ resolve, reject }))
    },
    pages,
    (now) => {
      last = now
    },
  )
  const answer = async (what: FoundText | Error) => {
    const one = open.shift()!
    if (what instanceof Error) one.reject(what)
    else one.resolve(what)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { asked, answer, search, now: () => last! }
}

describe('searching a document', () => {
  test('starts at the page being read, goes around, one call at a time; matches stand in page order', async () => {
    const { asked, answer, search, now } = harness(1000)
    search.start(' 违约金 ', 600)
    expect(asked).toEqual([{ phrase: '违约金', from: 600, until: 1000 }])
    await answer(found([], 700))
    expect(now()).toMatchObject({ state: 'searching', read: 100, current: -1 })
    await answer(found([720, 990], null))
    expect(now()).toMatchObject({ current: 0, read: 400, stamp: 1 })
    expect(asked[2]).toEqual({ phrase: '违约金', from: 0, until: 600 })
    await answer(found([3], null, { withoutText: 2 }))

    expect(now()).toMatchObject({ state: 'done', read: 1000, withoutText: 2, current: 1, stamp: 1 })
    expect(now().matches.map((match) => match.page)).toEqual([3, 720, 990])
    expect(asked).toHaveLength(3)
  })

  test('next and previous go around the ends; the same phrase again is next', async () => {
    const { asked, answer, search, now } = harness(3)
    search.start('甲方', 0)
    await answer(found([0, 1, 2], null))
    search.step(-1)
    expect(now().current).toBe(2)
    search.step(1)
    expect(now().current).toBe(0)
    search.start('甲方', 2)
    expect(now()).toMatchObject({ current: 1, stamp: 4 })
    expect(asked).toHaveLength(1)
  })

  test('only matches before the page being read: the first of them', async () => {
    const { answer, search, now } = harness(3)
    search.start('甲方', 2)
    await answer(found([], null))
    await answer(found([0, 1], null))
    expect(now()).toMatchObject({ state: 'done', current: 0 })
  })

  test('a new phrase and stop end the search before: late answers change nothing', async () => {
    const { asked, answer, search, now } = harness(500)
    search.start('甲方', 0)
    search.start('乙方', 0)
    await answer(found([1], 100))
    expect(now()).toMatchObject({ phrase: '乙方', matches: [], read: 0 })
    search.stop()
    await answer(found([2], 100))
    expect(now()).toMatchObject({ state: 'idle', matches: [] })
    expect(asked).toHaveLength(2)
  })

  test('a failure keeps what was found and can be tried again', async () => {
    const { answer, search, now } = harness(500)
    search.start('甲方', 0)
    await answer(found([1], 100))
    await answer(new Error('offline'))
    expect(now()).toMatchObject({ state: 'failed', read: 100 })
    expect(now().matches).toHaveLength(1)
    search.start('甲方', 0)
    await answer(found([1], null))
    expect(now()).toMatchObject({ state: 'done' })
  })

  test('ends where nobody steps through any more, and says so', async () => {
    const { asked, answer, search, now } = harness(1000)
    search.start('的', 0)
    await answer(found(new Array<number>(mostMatches).fill(0), 10))
    expect(now()).toMatchObject({ state: 'done', more: true, read: 10 })
    expect(asked).toHaveLength(1)
  })

  test('an answer that does not move on ends the search', async () => {
    const { asked, answer, search, now } = harness(10)
    search.start('的', 0)
    await answer(found([], 0))
    expect(asked).toHaveLength(1)
    expect(now().state).toBe('done')
  })
})

test('the box around a match holds all of its lines', () => {
  const boxes = [
    { x: 400, y: 100, width: 100, height: 12 },
    { x: 50, y: 120, width: 60, height: 12 },
  ]
  expect(aroundMatch({ page: 0, boxes })).toEqual({ x: 50, y: 100, width: 450, height: 32 })
})
