import type { Language } from './language'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** Contracts live in Asia/Shanghai, wherever the device is; it has no summer time. */
const shanghai = 8 * hour
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

interface Wall {
  year: number
  month: number
  date: number
  time: string
  dayIndex: number
}

function wall(at: number): Wall {
  const local = new Date(at + shanghai)
  const iso = local.toISOString()

  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    date: local.getUTCDate(),
    time: iso.slice(11, 16),
    dayIndex: Math.floor((at + shanghai) / day),
  }
}

/** `11月24日` / `24 Nov`; the year only when it is not the present one. */
export function dayOf(at: number, language: Language, now: number = Date.now()): string {
  const { year, month, date } = wall(at)
  const sameYear = year === wall(now).year
  if (language === 'zh') return `${sameYear ? '' : `${year}年`}${month}月${date}日`

  return `${date} ${months[month - 1]}${sameYear ? '' : ` ${year}`}`
}

/** `11月24日 18:00`, or `今天 18:00` on the same day. */
export function dayAndTime(at: number, language: Language, now: number = Date.now()): string {
  const { time, dayIndex } = wall(at)
  if (dayIndex === wall(now).dayIndex) return language === 'zh' ? `今天 ${time}` : `today ${time}`

  return `${dayOf(at, language, now)} ${time}`
}

/** For tables: `11-24 18:00`. */
export function shortStamp(at: number): string {
  const { month, date, time } = wall(at)
  return `${two(month)}-${two(date)} ${time}`
}

/** For tables: `11-24`. */
export function shortDay(at: number): string {
  const { month, date } = wall(at)
  return `${two(month)}-${two(date)}`
}

/** For paper and proof: `2026-11-24 18:00:05`. */
export function fullStamp(at: number): string {
  return new Date(at + shanghai).toISOString().slice(0, 19).replace('T', ' ')
}

/** `2 天 8 小时`, `5 小时`, `12 分钟`; undefined once it has passed. */
export function timeLeft(until: number, language: Language, now: number = Date.now()): string | undefined {
  const left = until - now
  if (left <= 0) return undefined
  const days = Math.floor(left / day)
  const hours = Math.floor((left % day) / hour)
  const minutes = Math.max(1, Math.floor((left % hour) / minute))
  const zh = language === 'zh'

  if (days > 0) {
    const rest = hours > 0 ? (zh ? ` ${hours} 小时` : ` ${hours} h`) : ''
    return (zh ? `${days} 天` : `${days} d`) + rest
  }
  if (hours > 0) return zh ? `${hours} 小时` : `${hours} h`

  return zh ? `${minutes} 分钟` : `${minutes} min`
}

/** How loud a deadline is: `today` dark red, `soon` (under three days) amber, else plain. */
export function urgency(until: number, now: number = Date.now()): 'today' | 'soon' | 'plain' {
  if (wall(until).dayIndex <= wall(now).dayIndex) return 'today'
  return until - now < 3 * day ? 'soon' : 'plain'
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
