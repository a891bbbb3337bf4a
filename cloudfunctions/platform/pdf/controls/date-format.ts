/** Date formats of a date control (TPL-39) and of the signing date (TPL-26). */
export const DATE_FORMATS = [
  'YYYY年MM月DD日',
  'YYYY年M月D日',
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYY.MM.DD',
  '二〇〇〇年一月一日',
] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

/** A day of the Gregorian calendar, without a time zone. */
interface Day {
  year: number
  month: number
  day: number
}

/**
 * Reads a day written as YYYY-MM-DD or in the control's own format and gives it as YYYY-MM-DD; null when there is no
 * such day (2026-02-29) or it is written in another way.
 */
export function readDate(text: string, format: DateFormat): string | null {
  const day = readIso(text) ?? readAs(text, format)
  return day && isReal(day) ? iso(day) : null
}

/** Sets a YYYY-MM-DD day in a format: 2026年11月22日. Error: RangeError when it is not a day. */
export function formatDate(isoDate: string, format: DateFormat): string {
  const day = readIso(isoDate)
  if (!day || !isReal(day)) throw new RangeError(`not a day: ${isoDate}`)
  if (format === '二〇〇〇年一月一日') {
    const year = [...String(day.year).padStart(4, '0')].map((digit) => DIGITS[Number(digit)]).join('')
    return `${year}年${underHundred(day.month)}月${underHundred(day.day)}日`
  }
  return format
    .replace('YYYY', String(day.year).padStart(4, '0'))
    .replace(/M+/, (m) => String(day.month).padStart(m.length, '0'))
    .replace(/D+/, (d) => String(day.day).padStart(d.length, '0'))
}

const iso = ({ year, month, day }: Day): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')

function readIso(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match ? toDay(match) : null
}

function readAs(text: string, format: DateFormat): Day | null {
  if (format === '二〇〇〇年一月一日') {
    const match =
      /^([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$/.exec(
        text,
      )
    if (!match) return null
    const [, year = '', month = '', day = ''] = match
    const digits = [...year.replace(/零/g, '〇')].map((digit) => DIGITS.indexOf(digit)).join('')
    return { year: Number(digits), month: readUnderHundred(month), day: readUnderHundred(day) }
  }
  const pattern = format
    .replaceAll('.', '\\.')
    .replace('YYYY', '(\\d{4})')
    .replace(/M+/, (m) => (m.length === 2 ? '(\\d{2})' : '(\\d{1,2})'))
    .replace(/D+/, (d) => (d.length === 2 ? '(\\d{2})' : '(\\d{1,2})'))
  const match = new RegExp(`^${pattern}$`).exec(text)
  return match ? toDay(match) : null
}

const toDay = (match: RegExpExecArray): Day => ({
  year: Number(match[1]),
  month: Number(match[2]),
  day: Number(match[3]),
})

function isReal({ year, month, day }: Day): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= length
}

const DIGITS = [...'〇一二三四五六七八九']

function underHundred(value: number): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones] : ''}`
}

/** NaN-free: what is not a numeral below a hundred gives 0, which is no month and no day. */
function readUnderHundred(text: string): number {
  for (let value = 1; value < 100; value++) if (underHundred(value) === text) return value
  return 0
}
