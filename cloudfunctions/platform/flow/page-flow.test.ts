import fc from 'fast-check'
import { FontSet, MissingGlyphs } from '../pdf/fonts/font-set'
import { layout } from './layout'
import type { FlowBlock, FlowDocument, FlowSection, FlowTable } from './model'
import { TooManyPages } from './page-flow'
import { line, page, pageTexts, style } from './testing/flow-pages.fixture'

const fonts = FontSet.open()
const section = (blocks: FlowBlock[], more: Partial<FlowSection> = {}): FlowDocument => ({
  sections: [{ page: page(200, 100), blocks, ...more }],
})
const pages = (blocks: FlowBlock[], more: Partial<FlowSection> = {}) =>
  pageTexts(layout(section(blocks, more), fonts).pages)
const filler = (count: number): FlowBlock[] => Array.from({ length: count }, (_, i) => line(`f${i}.`))
/** a paragraph of so many lines */
const lines = (count: number, mark: string, more = {}): FlowBlock => ({
  kind: 'paragraph',
  style,
  inlines: Array.from({ length: count }, (_, i) => [
    { kind: 'text' as const, text: `${mark}${i}.`, style },
    ...(i < count - 1 ? [{ kind: 'break' as const, what: 'line' as const }] : []),
  ]).flat(),
  ...more,
})

describe('page breaks', () => {
  test('ten lines of ten points fill a page of a hundred', () => {
    expect(pages(filler(11))).toEqual(['f0.f1.f2.f3.f4.f5.f6.f7.f8.f9.', 'f10.'])
  })

  test('no first or last line of a paragraph stands alone, unless the paragraph allows it', () => {
    expect(pages([...filler(9), lines(4, 'p')])[1]).toBe('p0.p1.p2.p3.')
    expect(pages([...filler(7), lines(4, 'p')])[1]).toBe('p2.p3.')
    expect(pages([...filler(9), lines(4, 'p', { widowControl: false })])[1]).toBe('p1.p2.p3.')
  })

  test('kept lines and kept neighbours move to the next page together', () => {
    expect(pages([...filler(8), lines(4, 'p', { keepLines: true })])[1]).toBe('p0.p1.p2.p3.')
    expect(pages([...filler(9), line('H', { keepWithNext: true }), line('next')])[1]).toBe('Hnext')
  })

  test('keeping everything together does not stop a document longer than a page', () => {
    const all = Array.from({ length: 25 }, (_, i) => line(`k${i}.`, { keepWithNext: true }))
    expect(pages(all).join('')).toBe(Array.from({ length: 25 }, (_, i) => `k${i}.`).join(''))
  })

  test('space above falls away at the top of a page that text ran over to', () => {
    const { pages: drawn } = layout(section([...filler(10), line('x', { spacing: { before: 30 } })]), fonts)
    const first = drawn[1]?.items.find((item) => item.kind === 'text')
    expect(first?.kind === 'text' && first.y).toBeLessThan(10)
  })

  test('breaks in and after paragraphs begin pages; one asked for twice is one', () => {
    const pageBreak = { kind: 'break' as const, what: 'page' as const }
    const text = (value: string) => ({ kind: 'text' as const, text: value, style })
    expect(
      pages([
        { kind: 'paragraph', style, inlines: [text('a'), pageBreak, text('b')] },
        line('c', { pageBreakBefore: true }),
      ]),
    ).toEqual(['a', 'b', 'c'])
    expect(
      pages([
        line('a'),
        { kind: 'paragraph', style, inlines: [pageBreak] },
        line('c', { pageBreakBefore: true }),
      ]),
    ).toEqual(['a', 'c'])
  })

  test('columns fill one after the other', () => {
    const { pages: drawn } = layout(section(filler(15), { columns: { count: 2, gap: 20 } }), fonts)
    expect(drawn).toHaveLength(1)
    const xs = new Set(drawn[0]?.items.map((item) => (item.kind === 'text' ? item.x : -1)))
    expect([...xs]).toEqual([0, 110])
  })

  test('text may stand in the middle of its page', () => {
    const { pages: drawn } = layout(section([line('x')], { verticalAlign: 'center' }), fonts)
    const [item] = drawn[0]?.items ?? []
    expect(item?.kind === 'text' && item.y).toBeCloseTo(45 + 8.8, 1)
  })

  test('more pages than allowed, and letters that no font has, are errors', () => {
    expect(() => layout(section(filler(100)), fonts, { maxPages: 5 })).toThrow(TooManyPages)
    expect(() => layout(section([line('ab\ue000')]), fonts)).toThrow(MissingGlyphs)
  })

  test('headings become an outline with their places', () => {
    const { outline } = layout(
      section([...filler(10), line('Two', { outlineLevel: 2, marker: { text: '1.1', style } })]),
      fonts,
    )
    expect(outline).toEqual([{ title: '1.1 Two', level: 2, page: 1, y: 0 }])
  })

  test('a footnote longer than its page goes on at the foot of the next', () => {
    const note = {
      kind: 'footnote' as const,
      mark: '1',
      style,
      blocks: Array.from({ length: 14 }, (_, i) => line(`n${i}.`)),
    }
    const all = pages([
      { kind: 'paragraph', style, inlines: [{ kind: 'text', text: 'a', style }, note] },
      ...filler(5),
    ])
    expect(all.join('').match(/n\d+\./g)).toHaveLength(14)
    expect(all.join('').match(/f\d+\./g)).toHaveLength(5)
  })
})

describe('whatever the document, nothing is lost', () => {
  const counted = fc.integer({ min: 1, max: 14 })
  const table = (rows: number[][], cantSplit: boolean, span: number): FlowTable => ({
    kind: 'table',
    columns: [60, 60, 60],
    padding: { left: 0, right: 0 },
    rows: rows.map((cells, r) => ({
      cantSplit,
      cells: cells
        .map((count, c) => ({
          blocks: [lines(count, 'L', {})],
          rowSpan: c === 0 && r % span === 0 ? Math.min(span, rows.length - r) : 1,
        }))
        .filter((_, c) => !(c === 0 && r % span !== 0)),
    })),
  })
  const block = fc.oneof(
    fc
      .tuple(counted, fc.boolean(), fc.boolean())
      .map(([count, keepLines, keepWithNext]) => lines(count, 'L', { keepLines, keepWithNext })),
    fc
      .tuple(
        fc.array(fc.array(counted, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),

        fc.integer({ min: 1, max: 3 }),
      )
      .map(([rows, cantSplit, span]) => table(rows, cantSplit, span)),
  )
  const count = (blocks: readonly FlowBlock[]): number =>
    blocks.reduce(
      (sum, item) =>
        sum +
        (item.kind === 'table'
          ? item.rows.reduce((n, row) => n + row.cells.reduce((m, cell) => m + count(cell.blocks), 0), 0)
          : item.inlines.filter((inline) => inline.kind === 'text').length),
      0,
    )

  test('every line of every paragraph and cell is drawn once, within its page', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
        const { pages: drawn } = layout(section(blocks), fonts)
        const items = drawn.flatMap((drawing) => drawing.items.filter((item) => item.kind === 'text'))
        expect(items).toHaveLength(count(blocks))
        for (const item of items) expect(item.kind === 'text' && item.y).toBeLessThan(100)
      }),
      { numRuns: 300 },
    )
  })
})
