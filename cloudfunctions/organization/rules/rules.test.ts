import fc from 'fast-check'
import { creditCheckCharacter, isCreditCode } from './credit-code'
import { nameGrams, searchGrams } from './name-grams'

describe('unified social credit code (GB 32100-2015)', () => {
  test.each(['91110000802100433B', '9144030071526726XG'])('%s, in public registers, is right', (code) => {
    expect(isCreditCode(code)).toBe(true)
  })

  const code = fc
    .tuple(
      fc.constantFrom('91', '92', '12', '51', '5A', 'N2'),
      fc.integer({ min: 110000, max: 659999 }),
      fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), minLength: 9, maxLength: 9 }),
    )
    .map(([type, area, body]) => `${type}${area}${body}`)
    .map((first17) => first17 + creditCheckCharacter(first17))

  test('every made code is right, every single changed digit is found', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 2, max: 7 }), fc.integer({ min: 1, max: 9 }), (value, at, by) => {
        expect(isCreditCode(value)).toBe(true)
        const changed = [...value]
        changed[at] = String((Number(changed[at]) + by) % 10)
        expect(isCreditCode(changed.join(''))).toBe(false)
      }),
    )
  })

  test('letters that look like digits do not occur', () => {
    for (const letter of 'IOSVZ') expect(isCreditCode(`9111000080210043${letter}B`)).toBe(false)
  })
})

test('every part of a name is found by its grams', () => {
  const name = fc.string({
    unit: fc.constantFrom('陈', '思', '远', '𠮷', 'a', 'B', '·'),
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(name, fc.nat(7), fc.nat(7), (text, from, length) => {
      const part = [...text].slice(from, from + length + 1).join('')
      if (part === '') return
      const grams = nameGrams(text)
      for (const gram of searchGrams(part)) expect(grams).toContain(gram)
    }),
  )
})
