import fc from 'fast-check'
import { formatNumber } from './serialize'

describe('numbers in a PDF (ISO 32000-2 §7.3.3)', () => {
  test('have at most five decimals, no exponent, and say the value', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const text = formatNumber(value)
        expect(text).toMatch(/^-?\d+(\.\d{1,5})?$/)
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.00001)
      }),
    )
  })

  test('are short, at the ends too', () => {
    expect([0.1, -0, -1e-9, 1e-5, 1 / 3, 595.28, 1e15, 1e21, -1.5e18].map(formatNumber)).toEqual([
      '0.1',
      '0',
      '0',
      '0.00001',
      '0.33333',
      '595.28',
      '1000000000000000',
      '1000000000000000000000',
      '-1500000000000000000',
    ])
  })

  test('what is no number stops the writing', () => {
    for (const value of [Number.NaN, Infinity, -Infinity])
      expect(() => formatNumber(value)).toThrow(RangeError)
  })
})
