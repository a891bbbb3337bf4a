import type { PageNumberFormat } from './model'

const DIGITS = [...'〇一二三四五六七八九']
const UNITS = ['', '十', '百', '千']

/** 1 → 一, 12 → 十二, 105 → 一百零五, 20010 → 二万零一十. `zero` is what stands for nought inside. */
export function chineseNumber(value: number, digits = DIGITS, units = UNITS, zero = '零'): string {
  if (value === 0) return zero
  if (value >= 10000) {
    const high = Math.floor(value / 10000)
    const low = value % 10000
    const gap = low > 0 && low < 1000 ? zero : ''
    return `${chineseNumber(high, digits, units, zero)}万${gap}${low ? belowTenThousand(low, digits, units, zero) : ''}`
  }
  const text = belowTenThousand(value, digits, units, zero)
  // Twelve is 十二, not 一十二, in plain counting; the legal forms keep 壹拾贰.
  return digits === DIGITS && value >= 10 && value < 20 ? text.slice(1) : text
}

function belowTenThousand(value: number, digits: string[], units: string[], zero: string): string {
  let text = ''
  let gap = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      gap = text !== ''
      continue
    }
    text += `${gap ? zero : ''}${digits[digit]}${units[place]}`
    gap = false
  }
  return text
}

/** 1 → 壹, 12 → 壹拾贰. */
export const chineseLegalNumber = (value: number): string =>
  chineseNumber(value, [...'零壹贰叁肆伍陆柒捌玖'], ['', '拾', '佰', '仟'])

/** Digit by digit: 105 → 一〇五. */
export const chineseDigits = (value: number, zero = '〇'): string =>
  [...String(value)].map((digit) => (digit === '0' ? zero : (DIGITS[Number(digit)] ?? digit))).join('')

const ROMAN: [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

/** Upper-case Roman numeral; plain digits beyond 3999. */
export function romanNumber(value: number): string {
  if (value < 1 || value > 3999) return String(value)
  let rest = value
  let text = ''
  for (const [worth, letters] of ROMAN) for (; rest >= worth; rest -= worth) text += letters
  return text
}

/** A … Z, AA, BB, …: the letter repeated, as word processors count. */
export function letterNumber(value: number): string {
  if (value < 1 || value > 780) return String(value)
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26))
}

/** ① … ㊿; plain digits beyond. */
export function circledNumber(value: number): string {
  if (value >= 1 && value <= 20) return String.fromCodePoint(0x245f + value)
  if (value >= 21 && value <= 35) return String.fromCodePoint(0x3251 + value - 21)
  if (value >= 36 && value <= 50) return String.fromCodePoint(0x32b1 + value - 36)
  return String(value)
}

/** 12 → １２. */
export const fullWidthNumber = (value: number): string =>
  String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))

/** 1st, 2nd, 11th. */
export function ordinalNumber(value: number): string {
  const teen = value % 100 >= 11 && value % 100 <= 13
  return `${value}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')}`
}

/** A page number as its section shows it. */
export function formatPageNumber(value: number, format: PageNumberFormat = 'decimal'): string {
  switch (format) {
    case 'decimal':
      return String(value)
    case 'dashed':
      return `- ${value} -`
    case 'lowerRoman':
      return romanNumber(value).toLowerCase()
    case 'upperRoman':
      return romanNumber(value)
    case 'lowerLetter':
      return letterNumber(value).toLowerCase()
    case 'upperLetter':
      return letterNumber(value)
    case 'chinese':
      return chineseNumber(value)
    case 'chineseDigits':
      return chineseDigits(value)
    case 'chineseLegal':
      return chineseLegalNumber(value)
    case 'circled':
      return circledNumber(value)
    case 'fullWidth':
      return fullWidthNumber(value)
    case 'ordinal':
      return ordinalNumber(value)
    case 'zeroPadded':
      return String(value).padStart(2, '0')
  }
}
