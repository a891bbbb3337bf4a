import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

/** Everything people read is in this zone. */
export const zone = 'Asia/Shanghai'
export const minute = 60_000
export const hour = 3_600_000
export const day = 86_400_000

/** `2026-11-22` in Shanghai. */
export const dateOf = (at: number) => dayjs(at).tz(zone).format('YYYY-MM-DD')

/** `2026年11月22日` in Shanghai, as stamped on paper. */
export const paperDate = (at: number) => dayjs(at).tz(zone).format('YYYY年M月D日')

/** `20261122` in Shanghai, for contract numbers. */
export const compactDate = (at: number) => dayjs(at).tz(zone).format('YYYYMMDD')

/** Completed years between a birth date `YYYYMMDD` and `at`, by the Shanghai calendar. */
export function ageAt(birth: string, at: number): number {
  const today = compactDate(at)
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return today.slice(4) < birth.slice(4) ? years - 1 : years
}

/** Start of the Shanghai day of `at`, epoch ms. */
export const startOfDay = (at: number) => dayjs(at).tz(zone).startOf('day').valueOf()
