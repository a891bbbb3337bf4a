import type { PageText } from '#types/document'
import { findPhrase } from './find-phrase'
import { boxOfPart } from './part-of-span'

type Span = PageText['spans'][number]

/** A piece of text in 10-point type, one em a character unless a width is given. */
const piece = (text: string, x: number, y: number, more: Partial<Span> = {}): Span => ({
  text,
  x,
  y,
  width: 10 * text.length,
  height: 10,
  turned: 0,
  ...more,
})
const find = (phrase: string, ...spans: Span[]) => findPhrase({ spans }, phrase, 100).matches

describe('finding a phrase on a page', () => {
  test('Chinese text broken over two lines is found, with one box a line', () => {
    const lines = [piece('包括用户研究、交互设计与', 50, 100), piece('视觉规范，具体范围', 30, 116)]
    expect(find('交互设计与视觉规范', ...lines)).toEqual([
      [
        { x: 120, y: 100, width: 50, height: 10 },
        { x: 30, y: 116, width: 40, height: 10 },
      ],
    ])
  })

  test('width, case, spaces and look-alike code points do not count', () => {
    expect(find('¥28,000.00', piece('（￥２８，０００．００）', 0, 0))).toHaveLength(1)
    expect(find('pdf 文件', piece('ＰＤＦ', 0, 0), piece(' 文 件', 40, 0))).toHaveLength(1)
    // Kangxi radicals, which some PDF makers write in place of the characters.
    expect(find('一日', piece('\u2f00\u2f47', 0, 0))).toHaveLength(1)
    expect(find('office', piece('o\ufb03ce', 0, 0))).toHaveLength(1)
    expect(find('résumé', piece('re\u0301sume\u0301', 0, 0))).toHaveLength(1)
    expect(find('resume', piece('re\u0301sume\u0301', 0, 0))).toHaveLength(0)
    expect(find('协议', piece('协\u200b议', 0, 0))).toHaveLength(1)
  })

  test('every occurrence counts once, also inside one piece', () => {
    expect(find('甲方', piece('甲方与乙方，甲方', 0, 0))).toEqual([
      [{ x: 0, y: 0, width: 20, height: 10 }],
      [{ x: 60, y: 0, width: 20, height: 10 }],
    ])
    expect(find('人人', piece('人人人人', 0, 0))).toHaveLength(2)
  })

  test('characters beyond the basic plane keep their places', () => {
    const [match] = find('合同', piece('𠮷𠮷合同', 0, 0, { width: 40 }))
    expect(match).toEqual([{ x: 20, y: 0, width: 20, height: 10 }])
  })

  test('pieces of one line that touch are one box; a column apart is another', () => {
    expect(find('合同编号', piece('合同', 0, 0), piece('编号', 20, 0.4))).toEqual([
      [{ x: 0, y: 0, width: 40, height: 10.4 }],
    ])
    expect(find('合同编号', piece('合同', 0, 0), piece('编号', 200, 0))[0]).toHaveLength(2)
  })

  test('no more than asked for, and it is said', () => {
    const page = { spans: [piece('的'.repeat(50), 0, 0)] }
    expect(findPhrase(page, '的', 50)).toMatchObject({ more: false })
    expect(findPhrase(page, '的', 49)).toMatchObject({ more: true })
    expect(findPhrase(page, '的', 49).matches).toHaveLength(49)
  })

  test('a phrase without a letter is nowhere', () => {
    expect(find(' \u200b ', piece('a b', 0, 0))).toEqual([])
  })
})

describe('the box of a part of a piece', () => {
  test.each([
    [90, { x: 0, y: 20, width: 10, height: 10 }],
    [-90, { x: 0, y: 10, width: 10, height: 10 }],
    [180, { x: 10, y: 0, width: 10, height: 10 }],
    [37, { x: 0, y: 0, width: 10, height: 40 }],
  ])('writing turned by %p', (turned, expected) => {
    const lying = Math.abs(turned) === 180
    const span = piece('甲乙丙丁', 0, 0, { turned, width: lying ? 40 : 10, height: lying ? 10 : 40 })
    expect(boxOfPart(span, 2, 3)).toEqual(expected)
  })

  test('vertical writing runs down', () => {
    expect(boxOfPart(piece('甲乙丙丁', 0, 0, { width: 10, height: 40 }), 1, 2)).toEqual({
      x: 0,
      y: 10,
      width: 10,
      height: 10,
    })
  })

  test('Latin letters share the length by their usual widths, and all of them are all of it', () => {
    const span = piece('Will M', 10, 0, { width: 30 })
    const i = boxOfPart(span, 1, 2)
    const m = boxOfPart(span, 5, 6)
    expect(m.width).toBeGreaterThan(2 * i.width)
    expect(boxOfPart(span, 0, 6)).toEqual({ x: 10, y: 0, width: 30, height: 10 })
  })
})
