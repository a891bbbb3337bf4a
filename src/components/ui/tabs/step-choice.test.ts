import { stepChoice } from './step-choice'

const items = [{ key: 'a' }, { key: 'b' }, { key: 'c' }] as const

describe('arrow keys in a group of tabs', () => {
  test('move to the neighbour', () => {
    expect(stepChoice(items, 'a', 'next')).toBe('b')
    expect(stepChoice(items, 'c', 'previous')).toBe('b')
  })

  test('go round at both ends', () => {
    expect(stepChoice(items, 'c', 'next')).toBe('a')
    expect(stepChoice(items, 'a', 'previous')).toBe('c')
  })

  test('stay where they are without items', () => {
    expect(stepChoice<string>([], 'a', 'next')).toBe('a')
  })
})
