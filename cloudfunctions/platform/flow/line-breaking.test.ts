import fc from 'fast-check'
import { FontSet } from '../pdf/fonts/font-set'
import { layout } from './layout'
import type { FlowInline, FlowParagraph, TextStyle } from './model'
import { linesOf, page, textOfPages } from './testing/flow-pages.fixture'

const style: TextStyle = { face: 'song', size: 10 }
const text = (value: string, more: Partial<TextStyle> = {}): FlowInline => ({
  kind: 'text',
  text: value,
  style: { ...style, ...more },
})
const set = (inlines: FlowInline[], width = 100, more: Partial<FlowParagraph> = {}) =>
  layout(
    { sections: [{ page: page(width, 2000), blocks: [{ kind: 'paragraph', inlines, style, ...more }] }] },
    FontSet.open(),
  ).pages
const lines = (value: string, width = 100, more: Partial<FlowParagraph> = {}) =>
  linesOf(set([text(value)], width, more))

describe('line breaking (GB/T 15834 §5.1, W3C clreq §3.1)', () => {
  test('ten ideographs of ten points fill a line of a hundred', () => {
    expect(lines('一二三四五六七八九十甲乙').map((line) => line.text)).toEqual([
      '一二三四五六七八九十',
      '甲乙',
    ])
  })

  test('a closing mark hangs at the end rather than begin a line', () => {
    expect(lines('一二三四五六七八九十，甲乙').map((line) => line.text)).toEqual([
      '一二三四五六七八九十，',
      '甲乙',
    ])
  })

  test('two closing marks take the letter before them along', () => {
    expect(lines('一二三四五六七八九十》，甲').map((line) => line.text)).toEqual([
      '一二三四五六七八九',
      '十》，甲',
    ])
  })

  test('an opening mark never ends a line; a dash stays in one piece', () => {
    expect(lines('一二三四五六七八九（十）').map((line) => line.text)).toEqual([
      '一二三四五六七八九',
      '（十）',
    ])
    expect(lines('一二三四五六七八九——十').map((line) => line.text)).toEqual(['一二三四五六七八', '九——十'])
  })

  test('Latin words and numbers stay whole, and one wider than a line is cut', () => {
    expect(lines('金额为人民币 1,234,567.89').map((line) => line.text.trim())).toEqual([
      '金额为人民币',
      '1,234,567.89',
    ])
    const cut = lines('x'.repeat(60))
    expect(cut.length).toBeGreaterThan(2)
    expect(cut.map((line) => line.text).join('')).toBe('x'.repeat(60))
  })

  test('spaces that do not break, places that may, hyphens shown only where a line ends', () => {
    expect(lines('一二三四五六七八 九\u00a0十', 101).at(-1)?.text).toContain('九 十')
    expect(lines('w'.repeat(8) + '\u200b' + 'w'.repeat(8)).map((line) => line.text)).toEqual([
      'wwwwwwww',
      'wwwwwwww',
    ])
    expect(lines('mmmmmmm\u00admmmmmmm').map((line) => line.text)).toEqual(['mmmmmmm-', 'mmmmmmm'])
    expect(lines('ab\u00adcd').map((line) => line.text)).toEqual(['abcd'])
  })

  test('justified lines end at the margin, the last one does not; distributed ones all do', () => {
    const value = '一二三四五六七八九word十甲乙丙丁戊己庚'
    const justified = lines(value, 105, { align: 'justify' })
    expect(justified[0]?.right).toBeCloseTo(105, 0)
    expect(justified.at(-1)?.right).toBeLessThan(100)
    expect(lines('甲方名称', 105, { align: 'distribute' })[0]?.right).toBeCloseTo(105, 0)
  })

  test('a quarter of a space stands between Chinese and Latin letters, unless the paragraph says not', () => {
    const right = (more: Partial<FlowParagraph>) => lines('中A文', 100, more)[0]?.right ?? 0
    expect(right({}) - right({ autoSpace: false })).toBeCloseTo(5, 1)
  })

  test('underlined blanks keep their length and their line', () => {
    const [drawn] = set([text('甲方：'), text(' '.repeat(10), { underline: 'single' })], 300)
    const rules = drawn?.items.flatMap((item) => (item.kind === 'shapes' ? item.shapes : [])) ?? []
    expect(rules).toHaveLength(1)
    const [rule] = rules
    const xs =
      rule?.d.flatMap((command) => (command[0] === 'M' || command[0] === 'L' ? [command[1]] : [])) ?? []
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(FontSet.open().widthOf(' ', 'song') * 100, 1)
  })

  test('whatever the text, every letter of it is set, once and in order', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '，',
        '。',
        '（',
        '）',
        '“',
        '”',
        '——',
        '……',
        ' ',
        '  ',
        '-',
        'a',
        'Ab1',
        '12.5%',
        '\u00a0',
        '①',
      ),
      fc.constantFrom(...'甲乙丙丁合同条款㐂𠮷'),
      fc.constantFrom('longword'.repeat(8)),
    )
    const kept = (value: string) => value.replace(/[\s\u00a0]/g, '')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 80 }),
        fc.integer({ min: 12, max: 300 }),
        fc.constantFrom('left', 'justify', 'center'),
        (pieces, width, align) => {
          const pages = set([text(pieces.join(''))], width, { align: align as 'left' })
          expect(kept(textOfPages(pages))).toBe(kept(pieces.join('')))
        },
      ),
      { numRuns: 300 },
    )
  })
})
