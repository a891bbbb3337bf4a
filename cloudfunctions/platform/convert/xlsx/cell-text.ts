import { ConversionRefused } from '../conversion'
import { symbolText } from '../docx/symbols'
import type { Cell } from './sheet'
import { formatted } from './number-text'
import type { CellFont, CellStyle } from './styles'
import { cellName } from './reference'
import type { RichText } from './workbook'

/** What a cell shows. */
export interface ShownText {
  runs: { text: string; font: CellFont }[]
  /** stands right unless the style says otherwise, and never runs over its neighbours */
  number: boolean
  centred: boolean
}

/** Between the two ways of counting days. */
const DAYS_1904 = 1462
/** A part for texts: one with `@`, or the fourth. */
const SAYS_OF_TEXT = /^(?!@$)(?:"[^"]*"|\\.|[^"\\])*@|^(?:(?:"[^"]*"|\\.|[^";\\])*;){3}/

/** Text of a cell by its number format; null when it shows nothing. @throws ConversionRefused FILE_UNDRAWABLE */
export function shownText(cell: Cell, style: CellStyle, date1904: boolean): ShownText | null {
  const shown = lettersOf(cell, style, date1904)
  // The ☑ of a form is a letter in Wingdings.
  return (
    shown && {
      ...shown,
      runs: shown.runs.map(({ text, font }) => ({ font, text: symbolText(text, font.name) })),
    }
  )
}

function lettersOf(cell: Cell, style: CellStyle, date1904: boolean): ShownText | null {
  const { value } = cell
  if (!value) return null
  const { font } = style
  switch (value.kind) {
    case 'text': {
      const runs = byFormat(cell, style, value.text).map((run) => ({
        text: run.text,
        font: run.font ?? font,
      }))
      if (!runs.some(({ text }) => text !== '')) return null
      return { runs, number: false, centred: false }
    }
    case 'boolean':
      return { runs: [{ text: value.value ? 'TRUE' : 'FALSE', font }], number: false, centred: true }
    case 'error':
      return { runs: [{ text: value.text, font }], number: false, centred: true }
    case 'date':
      return numberText(cell, style, serialOf(value.text, cell))
    case 'number':
      return numberText(cell, style, value.number + (date1904 && isDate(style.format) ? DAYS_1904 : 0))
  }
}

/** Formats may say something of texts as well: `;;;` hides them, `@"元"` adds to them. */
function byFormat(cell: Cell, { format }: CellStyle, text: RichText): RichText {
  if (!SAYS_OF_TEXT.test(format)) return text
  const words = text.map((run) => run.text).join('')
  const shown = formatted(format, words)
  if (!shown) throw new ConversionRefused('FILE_UNDRAWABLE', `${cellName(cell)}：${format.slice(0, 30)}`)
  // Blanks around the text (`_ @_ `) are no content, and runs keep their looks.
  return shown.text.trim() === words.trim() ? text : [{ text: shown.text, font: null }]
}

function numberText(cell: Cell, { format, font }: CellStyle, number: number): ShownText | null {
  const shown = formatted(format, number)
  if (!shown) throw new ConversionRefused('FILE_UNDRAWABLE', `${cellName(cell)}：${format.slice(0, 30)}`)
  if (shown.text === '') return null
  const named = shown.colour === undefined ? undefined : COLOURS[shown.colour.toLowerCase()]
  const own = named ? { ...font, colour: named } : font
  return { runs: [{ text: shown.text, font: own }], number: true, centred: false }
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

/** Letters of dates outside quoted text, escapes and brackets. */
function isDate(pattern: string): boolean {
  return /[ymdhs]/i.test(pattern.replace(/"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]/gi, '').replace(/general/gi, ''))
}

/** ISO 8601 (type `d`) as days since 1900. */
function serialOf(text: string, cell: Cell): number {
  const time = Date.parse(
    /Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text.length <= 10 ? `${text}T00:00:00` : text}Z`,
  )
  if (Number.isNaN(time)) throw new ConversionRefused('FILE_UNREADABLE', cellName(cell))
  return time / 86_400_000 + 25_569
}
