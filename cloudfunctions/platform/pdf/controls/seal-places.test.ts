import fc from 'fast-check'
import { pageSealPlaces, sealOnAllPages } from './seal-places'

const a4 = { width: 595, height: 842 }
const size = { width: 120, height: 100 }

describe('page seals (SEAL-84, decision 11)', () => {
  test('slices stand at the right edge at one height and make the whole seal', () => {
    const places = pageSealPlaces('qf', [a4, { width: 842, height: 595 }, a4], { y: 300, size })
    expect(places.map(({ rect }) => rect)).toEqual([
      { x: 555, y: 300, width: 40, height: 100 },
      { x: 802, y: 300, width: 40, height: 100 },
      { x: 555, y: 300, width: 40, height: 100 },
    ])
    expect(places.map(({ slice }) => slice)).toEqual([0, 1, 2].map((index) => ({ index, count: 3 })))
    expect(() => pageSealPlaces('qf', [a4], { y: 300, size })).toThrow(RangeError)
  })

  test('any number of pages: groups of at most 100 that each show every slice once, none of a single page', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1200 }), (count) => {
        const places = pageSealPlaces('qf', Array<typeof a4>(count).fill(a4), { y: 0, size })
        expect(places).toHaveLength(count)
        for (let start = 0; start < count;) {
          const { slice } = places[start]!
          expect(slice.count).toBeGreaterThanOrEqual(2)
          expect(slice.count).toBeLessThanOrEqual(100)
          const group = places.slice(start, start + slice.count)
          expect(group.map((place) => place.slice)).toEqual(
            Array.from({ length: slice.count }, (_, index) => ({ index, count: slice.count })),
          )
          start += slice.count
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('seals on all pages (TPL-21)', () => {
  test('the same spot, moved in on smaller pages; the main page keeps its signature field', () => {
    const rect = { x: 450, y: 700, width: 119, height: 119 }
    expect(
      sealOnAllPages('s', [a4, { width: 420, height: 595 }, a4], rect, { except: 2, label: '公章' }),
    ).toEqual([
      { name: 's-p0', label: '公章', page: 0, rect },
      { name: 's-p1', label: '公章', page: 1, rect: { ...rect, x: 301, y: 476 } },
    ])
  })
})
