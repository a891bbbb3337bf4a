import { dayAndTime, dayOf, fullStamp, shortStamp, timeLeft, urgency } from './when'

const now = Date.parse('2026-11-22T02:00:00Z')
const at = (iso: string) => Date.parse(iso)

describe('dates as they are read aloud', () => {
  test('this year is left out, another is named', () => {
    expect(dayOf(at('2026-11-24T02:00:00Z'), 'zh', now)).toBe('11月24日')
    expect(dayOf(at('2027-01-02T02:00:00Z'), 'zh', now)).toBe('2027年1月2日')
    expect(dayOf(at('2026-11-24T02:00:00Z'), 'en', now)).toBe('24 Nov')
  })

  test('the same day in Shanghai is today, also when it is another day in UTC', () => {
    expect(dayAndTime(at('2026-11-22T10:00:00Z'), 'zh', now)).toBe('今天 18:00')
    expect(dayAndTime(at('2026-11-21T16:30:00Z'), 'zh', now)).toBe('今天 00:30')
    expect(dayAndTime(at('2026-11-22T16:30:00Z'), 'zh', now)).toBe('11月23日 00:30')
  })

  test('tables and proof use figures', () => {
    expect(shortStamp(at('2026-03-04T01:05:00Z'))).toBe('03-04 09:05')
    expect(fullStamp(at('2026-03-04T01:05:06Z'))).toBe('2026-03-04 09:05:06')
  })
})

describe('remaining time', () => {
  test('names at most two units', () => {
    expect(timeLeft(now + (2 * 24 + 8) * 3_600_000, 'zh', now)).toBe('2 天 8 小时')
    expect(timeLeft(now + 5.5 * 3_600_000, 'zh', now)).toBe('5 小时')
    expect(timeLeft(now + 30_000, 'en', now)).toBe('1 min')
  })

  test('is gone once it has passed', () => {
    expect(timeLeft(now, 'zh', now)).toBeUndefined()
  })

  test('is loud today, amber under three days', () => {
    expect(urgency(at('2026-11-22T15:59:00Z'), now)).toBe('today')
    expect(urgency(at('2026-11-24T16:00:00Z'), now)).toBe('soon')
    expect(urgency(at('2026-11-26T02:00:00Z'), now)).toBe('plain')
  })
})
