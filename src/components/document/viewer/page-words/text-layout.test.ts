import type { PageText } from '#types/document'
import { grain, layText } from './text-layout'

type Span = PageText['spans'][number]

const span = (text: string, box: Partial<Span> = {}): Span => ({
  text,
  x: 50,
  y: 100,
  width: 80,
  height: 10,
  turned: 0,
  ...box,
})
/** A font whose letters are one em wide. */
const lay = (...spans: Span[]) => layText(spans, (text) => text.length)
const one = (text: string, box: Partial<Span> = {}) => lay(span(text, box))[0]!

describe('laying text over the image of a page', () => {
  test('a piece begins where it stands on the page, and is stretched to its length', () => {
    expect(one('甲乙丙丁')).toEqual({
      text: '甲乙丙丁',
      left: 50 * grain,
      top: 100 * grain,
      fontSize: 10 * grain,
      transform: 'scaleX(2)',
      origin: '0 0',
      vertical: false,
      then: 'line',
    })
  })

  test.each([
    [90, { left: 60 * grain, top: 100 * grain, transform: 'rotate(90deg) scaleX(2)' }],
    [-90, { left: 50 * grain, top: 180 * grain, transform: 'rotate(-90deg) scaleX(2)' }],
  ])('writing turned by %p degrees fills its box', (turned, expected) => {
    const laid = one('甲乙丙丁', { turned, width: 10, height: 80 })
    expect(laid).toMatchObject({ ...expected, fontSize: 10 * grain })
  })

  test('upside down it begins at the lower right', () => {
    expect(one('甲乙丙丁', { turned: 180 })).toMatchObject({
      left: 130 * grain,
      top: 110 * grain,
      transform: 'rotate(180deg) scaleX(2)',
    })
  })

  test('a slanted piece keeps the middle and the size of its box', () => {
    const [em, ems, angle] = [20, 6, Math.PI / 6]
    const width = em * (ems * Math.cos(angle) + Math.sin(angle))
    const height = em * (ems * Math.sin(angle) + Math.cos(angle))
    const laid = one('水印水印水印', { turned: 30, x: 100, y: 200, width, height })
    expect(laid.fontSize / grain).toBeCloseTo(em, 1)
    expect((laid.left + (ems * laid.fontSize) / 2) / grain).toBeCloseTo(100 + width / 2, 0)
    expect((laid.top + laid.fontSize / 2) / grain).toBeCloseTo(200 + height / 2, 0)
  })

  test('vertical writing runs down', () => {
    expect(one('甲乙丙丁', { width: 10, height: 80 })).toMatchObject({
      vertical: true,
      transform: 'scaleY(2)',
      fontSize: 10 * grain,
    })
  })

  test('a text that measures nothing makes no endless length', () => {
    expect(layText([span('\u200b')], () => 0)[0]!.transform).toMatch(/^scaleX\(\d+(\.\d+)?\)$/)
  })

  test('copied text keeps the lines, and the gaps between words but not within Chinese', () => {
    const then = (a: Span, b: Span) => lay(a, b)[0]!.then
    const here = span('甲方')
    expect(then(here, span('乙方', { y: 116 }))).toBe('line')
    expect(then(here, span('乙方', { x: 132 }))).toBe('nothing')
    expect(then(here, span('金额', { x: 300 }))).toBe('space')
    expect(then(span('Party'), span('A', { x: 134 }))).toBe('space')
    expect(then(span('Part'), span('y', { x: 130.2 }))).toBe('nothing')
    expect(then(span('Party '), span('A', { x: 140 }))).toBe('nothing')
    expect(then(here, span('章', { turned: 90 }))).toBe('line')
  })
})
