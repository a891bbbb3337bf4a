import { format, formatColor } from 'numfmt'
import { ConversionRefused } from '../conversion'
import type { Cell } from './sheet'
import type { CellFont, CellStyle } from './styles'
import { cellName } from './reference'

/** What a cell shows. */
export interface ShownText {
  runs: { text: string; font: CellFont }[]
  /** stands right unless the style says otherwise, and never runs over its neighbours */
  number: boolean
  centred: boolean
}

/** Between the two ways of counting days. */
const DAYS_1904 = 1462
/** Numbers written as Chinese numerals, other calendars: the formatter would leave that out. */
const BEYOND = /\[(DBNum|\$-[^\]]*(130000|1[0-9a-f]0{5}))/i

/** Text of a cell by its number format; null when it shows nothing. @throws ConversionRefused UNDRAWABLE */
export function shownText(cell: Cell, style: CellStyle, date1904: boolean): ShownText | null {
  const { value } = cell
  if (!value) return null
  const { font } = style
  switch (value.kind) {
    case 'text': {
      const runs = value.text.map((run) => ({ text: run.text, font: run.font ?? font }))
      if (!runs.some(({ text }) => text !== '')) return null
      return { runs, number: false, centred: false }
    }
    case 'boolean':
      return { runs: [{ text: value.value ? 'TRUE' : 'FALSE', font }], number: false, centred: true }
    case 'error':
      return { runs: [{ text: value.text, font }], number: false, centred: true }
    case 'date':
      return formatted(cell, style, serialOf(value.text, cell))
    case 'number':
      return formatted(cell, style, value.number + (date1904 && isDate(style.format) ? DAYS_1904 : 0))
  }
}

function formatted(cell: Cell, { format: pattern, font }: CellStyle, number: number): ShownText | null {
  if (BEYOND.test(pattern))
    throw new ConversionRefused('UNDRAWABLE', `${cellName(cell)}：${pattern.slice(0, 30)}`)
  let text: string
  let colour: string | number | undefined
  try {
    text = /^general$/i.test(pattern)
      ? general(number)
      : format(pattern, number, { locale: 'zh-CN', nbsp: false })
    colour = formatColor(pattern, number) ?? undefined
  } catch {
    throw new ConversionRefused('UNDRAWABLE', `${cellName(cell)}：${pattern.slice(0, 30)}`)
  }
  if (text === '') return null
  const named = typeof colour === 'string' ? COLOURS[colour.toLowerCase()] : undefined
  return { runs: [{ text, font: named ? { ...font, colour: named } : font }], number: true, centred: false }
}

const COLOURS: Readonly<Record<string, string>> = {
  black: '#000000',
  blue: '#0000ff',
  cyan: '#00ffff',
  green: '#00ff00',
  magenta: '#ff00ff',
  red: '#ff0000',
  white: '#ffffff',
  yellow: '#ffff00',
}

/** Eleven digits at most, as Excel shows numbers without a format. */
function general(number: number): string {
  const size = Math.abs(number)
  if (number === 0) return '0'
  if (size >= 1e11 || size < 1e-9) return format('0.#####E+00', number)
  const places = Math.max(0, 10 - Math.max(1, Math.floor(Math.log10(size)) + 1))
  return String(Number(number.toFixed(Math.min(places, 10))))
}

/** Letters of dates outside quoted text, escapes and brackets. */
function isDate(pattern: string): boolean {
  return /[ymdhs]/i.test(pattern.replace(/"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]/gi, '').replace(/general/gi, ''))
}

/** ISO 8601 (type `d`) as days since 1900. */
function serialOf(text: string, cell: Cell): number {
  const time = Date.parse(
    /Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text.length <= 10 ? `${text}T00:00:00` : text}Z`,
  )
  if (Number.isNaN(time)) throw new ConversionRefused('UNREADABLE', cellName(cell))
  return time / 86_400_000 + 25_569
}
