import { fromLocal, toLocal } from './local-time'

describe('wall time of Asia/Shanghai', () => {
  test('a time goes there and back, wherever the device is', () => {
    const at = Date.parse('2026-11-24T10:00:00Z')
    expect(toLocal(at)).toBe('2026-11-24T18:00')
    expect(fromLocal('2026-11-24T18:00')).toBe(at)
  })

  test('the day changes at 16:00 UTC', () => {
    expect(toLocal(Date.parse('2026-12-31T16:00:00Z'))).toBe('2027-01-01T00:00')
  })

  test('what is no time is refused', () => {
    expect(fromLocal('2026-13-40T99:00')).toBeUndefined()
    expect(fromLocal('')).toBeUndefined()
  })
})
