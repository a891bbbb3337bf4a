import fc from 'fast-check'
import { gramsOf, gramsOfSearch, matches } from './search-grams'
import { contractNumber } from './number'
import { comparableName } from './person-name'
import { fromRuns, pageCount, toRuns } from './pages'

describe('search over Chinese text (MGT-02)', () => {
  const texts = ['房屋租赁合同', 'QL202611220001738', '王小明', 'Acme 科技']
  test.each(['租赁', '王', '屋租赁合', 'ql2026', 'ACME', 'acme 科', '１７３８', '合同 王小'])(
    '“%s” finds it',
    (search) => {
      const grams = new Set(gramsOf(texts))
      expect(gramsOfSearch(search).every((g) => grams.has(g))).toBe(true)
      expect(matches(texts, search)).toBe(true)
    },
  )
  test.each(['租同', '李', '王大明', 'ql2025'])('“%s” does not', (search) =>
    expect(matches(texts, search)).toBe(false),
  )
  test('shingles never miss what the recheck accepts', () => {
    const text = fc.string({ unit: fc.constantFrom(...'租赁合同王小明ａA b1２𠮷'), maxLength: 12 })
    fc.assert(
      fc.property(text, text, (whole, search) => {
        if (gramsOfSearch(search).length === 0 || !matches([whole], search)) return
        const grams = new Set(gramsOf([whole]))
        for (const gram of gramsOfSearch(search)) expect(grams).toContain(gram)
      }),
      { numRuns: 2_000, seed: 1 },
    )
  })
})

test('a contract number carries the Shanghai date', () => {
  // 2026-11-22 00:30 in Shanghai is still the 21st in UTC.
  expect(contractNumber(Date.UTC(2026, 10, 21, 16, 30), '0001738')).toBe('QL202611220001738')
})

test('names compare without regard to width, spaces and kind of middle dot', () => {
  expect(comparableName('阿卜杜拉•买买提')).toBe(comparableName('阿卜杜拉 · 买买提'))
  expect(comparableName('王小明')).not.toBe(comparableName('王小朋'))
})

test('1,000 equal pages are one entry, and come back as 1,000 pages', () => {
  const pages = [
    ...Array.from({ length: 999 }, () => ({ width: 595, height: 842 })),
    { width: 842, height: 595 },
  ]
  expect(toRuns(pages)).toHaveLength(2)
  expect(fromRuns(toRuns(pages))).toEqual(pages)
  expect(pageCount(toRuns(pages))).toBe(1000)
})
