import { emptyDraft, isComplete } from './draft'

const full = { name: '王小雨', idNumber: '31010119900428042X', general: true, sensitive: true }

describe('the real-name form (ID-14)', () => {
  test('consents are never set in advance', () => {
    expect(emptyDraft).toMatchObject({ general: false, sensitive: false })
  })

  test('is complete with name, number and both consents', () => {
    expect(isComplete(full)).toBe(true)
  })

  test.each([
    ['one consent', { sensitive: false }],
    ['no name', { name: ' ' }],
    ['a short number', { idNumber: '3101011990042804' }],
  ])('is not complete with %s', (_what, change) => {
    expect(isComplete({ ...full, ...change })).toBe(false)
  })
})
