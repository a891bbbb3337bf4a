import { createIds } from './ids'

describe('ids', () => {
  test('random ids hold 128 bits or more, never start with "-" and are never all digits', () => {
    const ids = createIds()
    const seen = new Set<string>()
    for (let i = 0; i < 20_000; i++) {
      const id = ids.random()
      expect(id).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{21,}$/)
      expect(id).not.toMatch(/^\d+$/)
      seen.add(id)
    }
    expect(seen.size).toBe(20_000)
  })

  test('ordered ids sort by their making, within one millisecond and when the clock goes back', () => {
    const times = [1000, 1000, 1000, 999, 2000, 1500]
    const ids = createIds(() => times.shift() ?? 3000)
    const made = Array.from({ length: 8 }, () => ids.ordered())
    expect([...made].sort()).toEqual(made)
    expect(new Set(made).size).toBe(8)
  })

  test('digits have the asked length and use every digit', () => {
    const text = createIds().digits(2000)
    expect(text).toMatch(/^\d{2000}$/)
    expect(new Set(text).size).toBe(10)
  })
})
