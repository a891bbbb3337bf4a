import { format, formatColor } from 'numfmt'

/** A number as its format shows it; the colour only where the format names one. */
export interface NumberText {
  text: string
  colour: string | undefined
}

/** Numbers written as Chinese numerals. */
const NUMERALS = /\[DBNum/i
/** A locale with other digits or another calendar before it (`[$-1030411]`): the formatter would leave that out. */
const CALENDAR = /\[\$-(?!0?[01]?0[01][0-9a-f]{4}\])[0-9a-f]{5,8}\]/i
/** So many places that they show what a number is stored as. */
const MANY_PLACES = /\.[0#?]{11}/
/** How the system writes days and times, whatever the rest of the format says; here as Chinese Windows does. */
const SYSTEM_DAY = /^\[\$-(F800|x-sysdate)\]/i
const SYSTEM_TIME = /^\[\$-(F400|x-systime)\]/i

/**
 * Text of a number, or of a text by the fourth part of its format; null when the format is beyond the formatter. Days
 * are counted from 1900. Month names, weekdays and AM/PM are English, as Excel in Chinese shows them too; `aaaa` and
 * `上午/下午` are Chinese.
 */
export function formatted(pattern: string, value: number | string): NumberText | null {
  if (NUMERALS.test(pattern) || CALENDAR.test(pattern)) return null
  const plain = normal(pattern, value)
  if (/^general$/i.test(plain))
    return { text: typeof value === 'number' ? general(value) : value, colour: undefined }
  const locale = /a{3}|上午/i.test(pattern) ? 'zh-CN' : 'en-US'
  try {
    const exact = typeof value === 'number' && !MANY_PLACES.test(plain) ? awayFromTies(value) : value
    const colour: unknown = formatColor(plain, exact)
    return {
      text: format(plain, exact, { locale, nbsp: false }),
      colour: typeof colour === 'string' ? colour : undefined,
    }
  } catch {
    return null
  }
}

/** Eleven characters at most, as Excel shows numbers without a format. */
function general(number: number): string {
  const size = Math.abs(number)
  if (number === 0) return '0'
  const fixed = (places: number): string => String(Number(number.toFixed(places)))
  const whole = Math.floor(Math.log10(size)) + 1
  if (size >= 1e11 || size < 1e-9) return scientific(number)
  // Below 0.0001 as many digits as there is room for, else the power of ten.
  if (size < 1e-4 && Number(number.toFixed(9)) !== Number(number.toPrecision(15))) return scientific(number)
  return plainDigits(fixed(Math.min(10, Math.max(0, 10 - Math.max(1, whole)))))
}

/** JavaScript writes 0.0000001 as 1e-7. */
const plainDigits = (text: string): string =>
  text.includes('e') ? Number(text).toFixed(10).replace(/0+$/, '') : text

function scientific(number: number): string {
  const [digits = '', power = '0'] = number.toExponential(5).split('e')
  const sign = power.startsWith('-') ? '-' : '+'
  return `${digits.replace(/\.?0+$/, '')}E${sign}${power.replace(/^[+-]/, '').padStart(2, '0')}`
}

/**
 * 1.005 is stored a hair below; Excel rounds the fifteen digits it shows, so that two places give 1.01. The next number
 * away from zero gives the same digits and rounds as a person would.
 */
function awayFromTies(number: number): number {
  if (Number.isInteger(number) || !Number.isFinite(number)) return number
  return Number(number.toPrecision(15)) * (1 + Number.EPSILON)
}

/** What the formatter does not know, in words it knows. */
function normal(pattern: string, value: number | string): string {
  if (SYSTEM_DAY.test(pattern)) return 'yyyy"年"m"月"d"日"'
  if (SYSTEM_TIME.test(pattern)) return 'h:mm:ss'
  return pattern
    .replace(/G\/通用格式/g, 'General')
    .split(/("[^"]*"|\\.)/)
    .map((part, i) => (i % 2 === 1 ? part : inChinese(part, value)))
    .join('')
}

function inChinese(part: string, value: number | string): string {
  const day =
    typeof value === 'number' ? '日一二三四五六'.charAt((((Math.floor(value) - 1) % 7) + 7) % 7) : ''
  return part.replaceAll('上午/下午', 'AM/PM').replace(/(?<!a)aaa(?!a)/gi, `"${day}"`)
}
