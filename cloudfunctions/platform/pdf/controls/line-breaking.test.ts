import fc from 'fast-check'
import { breakable, breakLines } from './line-breaking'

/** Full-width characters one em, others half of it: what CJK fonts do, near enough. */
const measure = (text: string) =>
  [...text].reduce((sum, character) => sum + (/[\u0000-\u02ff]/.test(character) ? 0.5 : 1), 0)
const lines = (text: string, width: number) =>
  breakLines(breakable(text, measure), width).map((line) => line.text)

describe('breaking lines of Chinese and mixed text (TPL-35)', () => {
  test('between any two characters, full lines first', () => {
    expect(lines('甲方应当在合同签订后十日内付款', 5)).toEqual(['甲方应当在', '合同签订后', '十日内付款'])
  })

  test('no closing mark begins a line, no opening mark ends one', () => {
    expect(lines('甲方应当在，乙方收到', 5)).toEqual(['甲方应当', '在，乙方收', '到'])
    expect(lines('依据本法（试行）办理', 5)).toEqual(['依据本法', '（试行）办', '理'])
    expect(lines('他说：“好。”', 5)).toEqual(['他说：', '“好。”'])
  })

  test('dashes and ellipses of two are not torn apart', () => {
    expect(lines('一二三四——五', 5)).toEqual(['一二三四', '——五'])
    expect(lines('一二三四……五', 5)).toEqual(['一二三四', '……五'])
  })

  test('Latin words and numbers stay whole; a word longer than a line is broken', () => {
    expect(lines('金额为RMB 1234567.89元', 8)).toEqual(['金额为RMB', '1234567.89元'])
    expect(lines("don't stop me now", 5)).toEqual(["don't stop", 'me now'])
    expect(lines('don’t 停', 3)).toEqual(['don’t', '停'])
    expect(lines('abcdefghijkl', 3)).toEqual(['abcdef', 'ghijkl'])
  })

  test('line breaks are kept, empty lines too; spaces at a break go, those that indent stay', () => {
    expect(lines('一\r\n\n二', 5)).toEqual(['一', '', '二'])
    expect(lines('    一二 三四', 4)).toEqual(['    一二', '三四'])
  })

  test('marks stay with their letter, pairs of surrogates stay whole', () => {
    expect(lines('e\u0301e\u0301', 0.5)).toEqual(['e\u0301', 'e\u0301'])
    expect(lines('𠮷𠮷', 1)).toEqual(['𠮷', '𠮷'])
  })

  test('any text: nothing is lost, no line is too wide unless it holds a single character', () => {
    const piece = fc.constantFrom(...'甲乙丙，。（）“”—… abcXYZ019.-%、\n'.split(''), '𠮷', 'contract')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (pieces, width) => {
        const text = pieces.join('')
        const broken = breakLines(breakable(text, measure), width)
        const seen = (value: string) => value.replace(/\s/g, '')
        expect(seen(broken.map((line) => line.text).join(''))).toBe(seen(text))
        for (const line of broken) {
          expect(line.width).toBeCloseTo(measure(line.text), 6)
          if ([...line.text].length > 1) expect(line.width).toBeLessThanOrEqual(width + 1e-6)
        }
      }),
    )
  })
})
