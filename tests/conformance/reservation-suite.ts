import type { Store } from '#platform/kernel/store'

const soon = 10_000

/** What every store promises about counters with a limit. `later` is past every grace period of a store's own clock. */
export function reservationConformance(open: () => Promise<Store>, later: () => number): void {
  let store: Store
  beforeAll(async () => {
    store = await open()
  }, 120_000)

  test('of 120 at once exactly the limit get a unit', async () => {
    const asked = Array.from({ length: 120 }, (_, i) => store.reserve('cap', `person-${i}`, 1, 50, soon))
    const granted = (await Promise.all(asked)).filter(Boolean).length
    expect(granted).toBe(50)
    expect(await store.taken('cap')).toBe(50)
    expect(await store.expiredReservations(soon + 1, 1000)).toHaveLength(50)
  }, 60_000)

  test('the same key takes once, however often and however concurrently it asks', async () => {
    const asked = Array.from({ length: 20 }, () => store.reserve('twice', 'k', 2, 3, soon))
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 20 }, () => true))
    expect(await store.taken('twice')).toBe(2)
    expect(await store.reserve('twice', 'other', 2, 3, soon)).toBe(false)
    expect(await store.reserve('twice', 'other', 1, 3, soon)).toBe(true)
  }, 60_000)

  test('a released unit is free again, once', async () => {
    expect(await store.reserve('give', 'a', 1, 1, soon)).toBe(true)
    expect(await store.reserve('give', 'b', 1, 1, soon)).toBe(false)
    await Promise.all([store.release('give', 'a'), store.release('give', 'a')])
    await store.release('give', 'unknown')
    await store.release('nowhere', 'a')
    expect(await store.taken('give')).toBe(0)
    expect(await store.reserve('give', 'b', 1, 1, soon)).toBe(true)
  })

  test('unsettled ones come up after their expiry, oldest first; a retry renews them', async () => {
    for (const [key, at] of [
      ['late', 300],
      ['early', 100],
      ['middle', 200],
    ] as const)
      await store.reserve('times', key, 1, 10, at)
    const keys = async (now: number, limit = 1000) =>
      (await store.expiredReservations(now, limit)).filter((r) => r.counter === 'times')
    expect((await keys(100)).map((r) => r.key)).toEqual([])
    expect(await keys(301)).toEqual([
      { counter: 'times', key: 'early', by: 1, expiresAt: 100 },
      { counter: 'times', key: 'middle', by: 1, expiresAt: 200 },
      { counter: 'times', key: 'late', by: 1, expiresAt: 300 },
    ])
    expect((await store.expiredReservations(301, 2)).map((r) => r.key)).toEqual(['early', 'middle'])
    expect(await store.reserve('times', 'early', 1, 10, 900)).toBe(true)
    expect((await keys(301)).map((r) => r.key)).toEqual(['middle', 'late'])
    for (const key of ['early', 'middle', 'late']) await store.release('times', key)
    expect(await store.taken('times')).toBe(0)
    expect(await keys(1000)).toEqual([])
  })

  test('a settled one stays taken, is no longer swept, and still answers to its key', async () => {
    expect(await store.reserve('settled', 'k', 1, 1, soon)).toBe(true)
    await store.settle('settled', 'k')
    await store.settle('settled', 'k')
    await store.settle('settled', 'unknown')
    const swept = async (now: number) =>
      (await store.expiredReservations(now, 1000)).filter((r) => r.counter === 'settled')
    // Long afterwards, too: whatever a store does to keep its counters small.
    for (const now of [soon + 1, later(), 2 * later(), 3 * later()]) {
      expect(await swept(now)).toEqual([])
      expect(await store.reserve('settled', 'k', 1, 1, soon)).toBe(true)
      expect(await store.reserve('settled', 'another', 1, 1, soon)).toBe(false)
      expect(await store.taken('settled')).toBe(1)
    }
    await Promise.all([store.release('settled', 'k'), store.release('settled', 'k')])
    expect(await store.taken('settled')).toBe(0)
    expect(await store.reserve('settled', 'another', 1, 1, soon)).toBe(true)
  })

  test('takers, settlers and givers at once never pass the limit nor lose a unit', async () => {
    let most = 0
    const work = async (i: number): Promise<number> => {
      const key = `w${i}`
      if (!(await store.reserve('busy', key, 1, 8, soon))) return 0
      most = Math.max(most, await store.taken('busy'))
      if (i % 3 === 0) {
        await store.settle('busy', key)
        return 1
      }
      await store.release('busy', key)
      return 0
    }
    const kept = (await Promise.all(Array.from({ length: 60 }, (_, i) => work(i)))).reduce((a, b) => a + b, 0)
    expect(most).toBeLessThanOrEqual(8)
    expect(kept).toBeGreaterThan(0)
    expect(await store.taken('busy')).toBe(kept)
  }, 60_000)

  test.each([
    ['c', 'k', 0, 1, 1],
    ['c', 'k', 1.5, 1, 1],
    ['c', 'k', -1, 1, 1],
    ['', 'k', 1, 1, 1],
    ['c', '', 1, 1, 1],
    ['c', 'k', 1, NaN, 1],
  ])('reserve(%j, %j, %d, %d, %d) is a mistake', async (counter, key, by, limit, expiresAt) => {
    await expect(store.reserve(counter, key, by, limit, expiresAt)).rejects.toThrow()
  })
}
