import {
  chineseDigits,
  chineseLegalNumber,
  chineseNumber,
  letterNumber,
  romanNumber,
} from '../../flow/numerals'

const STEMS = [...'甲乙丙丁戊己庚辛壬癸']
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥']

/** A number as `w:numFmt` names it (ISO 29500-1 §17.18.59); plain digits for what Chinese documents never use. */
export function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'none':
      return ''
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'upperRoman':
      return romanNumber(value)
    case 'lowerRoman':
      return romanNumber(value).toLowerCase()
    case 'upperLetter':
      return letterNumber(value)
    case 'lowerLetter':
      return letterNumber(value).toLowerCase()
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
    case 'ideographLegalTraditional':
      return format === 'ideographLegalTraditional' ? traditionalLegal(value) : chineseNumber(value)
    case 'chineseLegalSimplified':
      return chineseLegalNumber(value)
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
      return circled(value)
    case 'decimalEnclosedParen':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x2473 + value) : `(${value})`
    case 'decimalEnclosedFullstop':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x2487 + value) : `${value}.`
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return [...String(value)].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('')
    case 'numberInDash':
      return `- ${value} -`
    case 'ordinal':
      return `${value}${ordinalEnding(value)}`
    default:
      return String(value)
  }
}

const traditionalLegal = (value: number): string =>
  chineseNumber(value, [...'零壹貳參肆伍陸柒捌玖'], ['', '拾', '佰', '仟']).replaceAll('万', '萬')

function circled(value: number): string {
  if (value >= 1 && value <= 20) return String.fromCodePoint(0x245f + value)
  if (value >= 21 && value <= 35) return String.fromCodePoint(0x3251 + value - 21)
  if (value >= 36 && value <= 50) return String.fromCodePoint(0x32b1 + value - 36)
  return String(value)
}

function ordinalEnding(value: number): string {
  if (value % 100 >= 11 && value % 100 <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th'
}
