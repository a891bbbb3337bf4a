import {
  chineseDigits,
  chineseLegalNumber,
  chineseNumber,
  circledNumber,
  fullWidthNumber,
  letterNumber,
  ordinalNumber,
  romanNumber,
} from '../../flow/numerals'
import { ConversionRefused } from '../conversion'

const STEMS = [...'甲乙丙丁戊己庚辛壬癸']
const FOOTNOTE_SIGNS = [...'*†‡§']
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥']

/**
 * A number as `w:numFmt` names it (ISO 29500-1 §17.18.59).
 * @throws ConversionRefused for formats not known here: a plain digit in their place would be another number
 */
export function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'none':
    case 'bullet':
      return ''
    case 'decimal':
    case 'decimalHalfWidth':
      return String(value)
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'hex':
      return value.toString(16).toUpperCase()
    case 'upperRoman':
      return romanNumber(value)
    case 'lowerRoman':
      return romanNumber(value).toLowerCase()
    case 'upperLetter':
      return letterNumber(value)
    case 'lowerLetter':
      return letterNumber(value).toLowerCase()
    case 'chineseCounting':
    case 'taiwaneseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCountingThousand':
      return chineseNumber(value)
    case 'japaneseCounting':
      return japaneseNumber(value)
    case 'chineseLegalSimplified':
      return chineseLegalNumber(value)
    case 'ideographLegalTraditional':
    case 'japaneseLegal':
      return traditionalLegal(value)
    case 'ideographDigital':
    case 'taiwaneseDigital':
    case 'japaneseDigitalTenThousand':
      return chineseDigits(value)
    case 'ideographTraditional':
      return STEMS[value - 1] ?? String(value)
    case 'ideographZodiac':
      return BRANCHES[value - 1] ?? String(value)
    case 'ideographEnclosedCircle':
      return value >= 1 && value <= 10 ? String.fromCodePoint(0x327f + value) : chineseNumber(value)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return circledNumber(value)
    case 'decimalEnclosedParen':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x2473 + value) : `(${value})`
    case 'decimalEnclosedFullstop':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x2487 + value) : `${value}.`
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return fullWidthNumber(value)
    case 'numberInDash':
      return `- ${value} -`
    case 'chicago':
      return (FOOTNOTE_SIGNS[(value - 1) % 4] ?? '*').repeat(Math.ceil(value / 4))
    case 'ordinal':
      return ordinalNumber(value)
    default:
      throw new ConversionRefused('FILE_UNDRAWABLE', `编号格式 ${format}`)
  }
}

/** The format of a level that gives its pattern itself: `001, 002, 003, ...` (ISO 29500-1 §17.9.17). */
export function customFormat(pattern: string | undefined): string | undefined {
  const zeros = /^(0+)1, 0*2, 0*3, \.\.\.$/.exec(pattern ?? '')?.[1]
  return zeros && `zeros${zeros.length + 1}`
}

/** The number, padded where the format is one of {@link customFormat}'s. @throws ConversionRefused */
export function formatListNumber(value: number, format: string): string {
  const digits = /^zeros(\d)$/.exec(format)?.[1]
  return digits ? String(value).padStart(Number(digits), '0') : formatNumber(value, format)
}

const traditionalLegal = (value: number): string =>
  chineseNumber(value, [...'零壹貳參肆伍陸柒捌玖'], ['', '拾', '佰', '仟']).replaceAll('万', '萬')

/** 101 is 百一: no nought inside, no one before ten, hundred and thousand. */
function japaneseNumber(value: number): string {
  const text = chineseNumber(value).replaceAll('零', '')
  return value === 0 ? '〇' : value >= 10000 ? text : text.replace(/一(?=[十百千])/g, '')
}
