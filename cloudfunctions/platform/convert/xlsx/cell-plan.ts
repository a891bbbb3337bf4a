import type { FontSet } from '../../pdf/fonts/font-set'
import { ConversionRefused, type WarningList } from '../conversion'
import { heightOf, linesOf, widthOf, type TextLine } from './cell-lines'
import type { ShownText } from './cell-text'
import type { Grid } from './grid'
import { cellName, type CellRange } from './reference'
import type { Cell } from './sheet'
import type { CellStyle } from './styles'

/** How a cell's text will be set: its lines at their final size. */
export interface CellPlan {
  cell: Cell
  style: CellStyle
  lines: TextLine[]
  /** the cell, or the merged block it stands for */
  range: CellRange
  align: 'left' | 'center' | 'right'
  indent: number
  /** points the text may run over to the left and right */
  over: { left: number; right: number }
}

/** Space between a cell's edge and its text. */
export const PADDING = 2
const INDENT = 6.75
/** Text is not made smaller than this for want of room; it is set in more lines then. */
const LEAST = 0.6
/** And smaller still where a page would not hold the text. */
const SMALLEST = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]
/** Where the author's row is a little too low for our letters. */
const SLIGHTLY_LESS = [1, 0.95, 0.9, 0.85, 0.8]

export interface Surroundings {
  /** points a row may be high and still be on one page */
  mostHeight: number
  grid: Grid
  fonts: FontSet
  warnings: WarningList
  /** points of empty cells beside a cell that its text may run over, within the page's columns */
  emptyBeside(cell: Cell): { left: number; right: number }
  /** last column of the page that a column is on */
  lastColumn(column: number): number
}

/** Sets the text of one cell, and makes its row higher where it has to be. Error: MissingGlyphs. */
export function planCell(
  cell: Cell,
  shown: ShownText,
  style: CellStyle,
  range: CellRange,
  around: Surroundings,
): CellPlan {
  const { grid, fonts, warnings } = around
  const merged = range.right > range.left || range.bottom > range.top
  const align = alignOf(shown, style)
  const indent = align === 'center' ? 0 : style.indent * INDENT
  const inner =
    grid.widthOf(range.left, Math.min(range.right, around.lastColumn(range.left))) - 2 * PADDING - indent
  const width = Math.max(4, inner)
  const over =
    shown.number || merged || wraps(style) ? { left: 0, right: 0 } : overOf(align, around.emptyBeside(cell))
  const plan = { cell, style, range, align, indent, over }

  if (style.rotation === 255) {
    const runs = shown.runs.map(({ text, font }) => ({ font, text: [...text.replace(/\s/g, '')].join('\n') }))
    return { ...plan, lines: fitHeight({ ...shown, runs }, Infinity, plan, around) }
  }
  if (style.rotation !== 0) warnings.add('TEXT_TURNED')
  if (!wraps(style)) {
    const lines = linesOf(shown, Infinity, 1, fonts)
    const room = width + over.left + over.right
    const factor = Math.min(1, room / widthOf(lines))
    const enough = factor >= (shown.number || style.shrink ? 0.25 : LEAST)
    if (enough && factor < 1) {
      if (!style.shrink) warnings.add('TEXT_CLIPPED')
      return { ...plan, lines: linesOf(shown, Infinity, factor, fonts) }
    }
    if (enough) return { ...plan, lines: lines.length > 1 ? fitHeight(shown, Infinity, plan, around) : lines }
    warnings.add('TEXT_CLIPPED')
    return { ...plan, over: { left: 0, right: 0 }, lines: fitHeight(shown, width, plan, around) }
  }
  return { ...plan, lines: fitHeight(shown, width, plan, around) }
}

/** Lines that fit the height of their cell, a little smaller if that is enough, else in a higher row. */
function fitHeight(
  shown: ShownText,
  width: number,
  { cell, range }: Pick<CellPlan, 'cell' | 'range'>,
  { mostHeight, grid, fonts, warnings }: Surroundings,
): TextLine[] {
  const height = grid.heightOf(range.top, range.bottom)
  for (const factor of SLIGHTLY_LESS) {
    const lines = linesOf(shown, width, factor, fonts)
    if (heightOf(lines) <= height + 0.5) return lines
  }
  let lines = linesOf(shown, width, 1, fonts)
  for (const factor of SMALLEST) {
    if (heightOf(lines) <= mostHeight - 1) break
    lines = linesOf(shown, width, factor, fonts)
  }
  if (heightOf(lines) > mostHeight - 1)
    throw new ConversionRefused(
      'FILE_UNDRAWABLE',
      `${cellName(cell)}：文字一页放不下 more text than a page holds`,
    )
  const row = grid.sheet.rows.get(range.bottom)
  if (row?.fixed) warnings.add('ROW_CLIPPED')
  if (heightOf(lines) > height)
    grid.grow(range.bottom, grid.height(range.bottom) + heightOf(lines) - height + 1)
  return lines
}

const wraps = ({ wrap, horizontal, vertical }: CellStyle): boolean =>
  wrap || ['justify', 'distributed'].includes(horizontal) || ['justify', 'distributed'].includes(vertical)

function alignOf({ number, centred }: ShownText, { horizontal }: CellStyle): CellPlan['align'] {
  if (horizontal === 'center' || horizontal === 'centerContinuous' || horizontal === 'distributed')
    return 'center'
  if (horizontal === 'right') return 'right'
  if (horizontal === 'general') return centred ? 'center' : number ? 'right' : 'left'
  return 'left'
}

function overOf(
  align: CellPlan['align'],
  empty: { left: number; right: number },
): { left: number; right: number } {
  if (align === 'left') return { left: 0, right: empty.right }
  if (align === 'right') return { left: empty.left, right: 0 }
  const both = Math.min(empty.left, empty.right)
  return { left: both, right: both }
}
