import {
  inReadingOrder,
  offsetOf,
  pageAt,
  pageBeingRead,
  pagesInView,
  percentOf,
  stackPages,
  withinZoom,
  zoomAbout,
} from './geometry'

const a4 = { width: 595, height: 842 }
const wide = { width: 842, height: 595 }

describe('page stack', () => {
  test('pages of different shapes share one width and keep their ratio', () => {
    const stack = stackPages([a4, wide], 595, 10)

    expect(stack.tops).toEqual([10, 862])
    expect(stack.heights[0]).toBeCloseTo(842)
    expect(stack.heights[1]).toBeCloseTo((595 * 595) / 842)
    expect(stack.total).toBeCloseTo(862 + (595 * 595) / 842 + 10)
  })

  test('a document of 1000 pages draws the page in view and one neighbour on each side only', () => {
    const stack = stackPages(
      Array.from({ length: 1000 }, () => a4),
      375,
      8,
    )
    const middle = (stack.tops[500] ?? 0) + 50
    const range = pagesInView(stack, middle, 300)

    expect(range).toEqual({ first: 499, last: 501 })
  })

  test('the gap below a page still counts as that page', () => {
    const stack = stackPages([a4, a4], 595, 10)

    expect(pageAt(stack, 0)).toBe(0)
    expect(pageAt(stack, 855)).toBe(0)
    expect(pageAt(stack, 862)).toBe(1)
    expect(pageAt(stack, 99999)).toBe(1)
  })

  test('at the end of the column the last page is being read, however short it is', () => {
    const stack = stackPages([a4, { width: 595, height: 60 }], 595, 10)

    expect(pageBeingRead(stack, 0, 600)).toBe(0)
    expect(pageBeingRead(stack, stack.total - 600, 600)).toBe(1)
  })

  test('an empty document has no page in view', () => {
    expect(pagesInView(stackPages([], 375, 8), 0, 600)).toEqual({ first: 0, last: -1 })
  })
})

describe('places', () => {
  test('gliding puts the place into the middle of the window, never beyond the ends', () => {
    const pages = [a4, a4, a4]
    const stack = stackPages(pages, 595, 0)

    expect(offsetOf(stack, pages, { page: 1, y: 400, height: 40 }, 600)).toBeCloseTo(842 + 420 - 300)
    expect(offsetOf(stack, pages, { page: 0, y: 0, height: 10 }, 600)).toBe(0)
    expect(offsetOf(stack, pages, { page: 2, y: 800, height: 40 }, 600)).toBe(stack.total - 600)
  })

  test('a place becomes percentages of its page', () => {
    expect(percentOf({ x: 59.5, y: 84.2, width: 119, height: 421 }, a4)).toEqual({
      left: '10%',
      top: '10%',
      width: '20%',
      height: '50%',
    })
  })

  test('reading order goes by page, then line, then from left to right', () => {
    const at = (id: string, page: number, x: number, y: number) => ({
      id,
      page,
      x,
      y,
      width: 100,
      height: 40,
    })
    const order = inReadingOrder([
      at('page 2', 1, 0, 0),
      at('right', 0, 300, 398),
      at('left, slightly lower', 0, 50, 405),
      at('above', 0, 400, 100),
    ])

    expect(order.map((field) => field.id)).toEqual(['above', 'left, slightly lower', 'right', 'page 2'])
  })
})

describe('zoom', () => {
  test('the paper point under the fingers stays under them', () => {
    const before = { zoom: 1, left: 0, top: 500 }
    const after = zoomAbout(before, 2, { x: 100, y: 200 })

    expect((after.left + 100) / 2).toBeCloseTo(before.left + 100)
    expect((after.top + 200) / 2).toBeCloseTo(before.top + 200)
  })

  test('zoom stays between the page width and four times it', () => {
    expect(withinZoom(0.2)).toBe(1)
    expect(withinZoom(9)).toBe(4)
    expect(withinZoom(2.5)).toBe(2.5)
  })
})
