import type { DrawingItem } from '../appearance/drawing'
import type { PathCommand } from '../appearance/vector-picture'
import type { FontSet } from '../fonts/font-set'
import type { TableControl } from './control'
import {
  type FittedText,
  PADDING,
  placeLines,
  sizesFor,
  type TextBox,
  TextDoesNotFit,
  widestOf,
  wrapText,
} from './text-layout'

const BORDER = '#1f2a37'
const HEADER = '#f0efeb'
const LINE = 0.5
/** above and below the text of a cell, of the size */
const CELL_PADDING = 0.3
const SIDE_PADDING = 3

interface LaidRow {
  cells: FittedText[]
  y: number
  height: number
}

/**
 * A table with a header on grey, ruled cells and wrapped texts, as high as its rows; all of it is set smaller when it
 * would not fit. Errors: MissingGlyphs, TextDoesNotFit.
 */
export function drawTable(
  control: TableControl,
  rows: readonly (readonly string[])[],
  fonts: FontSet,
  box: TextBox,
): DrawingItem[] {
  const widths = columnWidths(control, box.width)
  const texts = [control.columns.map(({ title }) => title), ...rows]
  for (const size of sizesFor(control, box.height)) {
    const laid = layRows(texts, widths, fonts, control, size)
    const last = laid.at(-1)
    const high = last !== undefined && last.y + last.height <= box.height + 1e-6
    if (high && laid.every((row) => cellsHold(row, widths))) return paint(laid, widths, control, box)
  }
  throw new TextDoesNotFit(texts.flat().join(' '))
}

/** A column narrower than a character lets it stick out. */
const cellsHold = ({ cells }: LaidRow, widths: readonly number[]): boolean =>
  cells.every((cell, c) => widestOf(cell) <= (widths[c] ?? 0) - 2 * SIDE_PADDING - 2 * PADDING + 1e-6)

function columnWidths({ columns }: TableControl, width: number): number[] {
  const shares = columns.map((column) => Math.max(0.01, column.width ?? 1))
  const sum = shares.reduce((a, b) => a + b, 0)
  return shares.map((share) => (width * share) / sum)
}

function layRows(
  texts: readonly (readonly string[])[],
  widths: readonly number[],
  fonts: FontSet,
  control: TableControl,
  size: number,
): LaidRow[] {
  let y = 0
  return texts.map((row, r) => {
    const cells = widths.map((width, c) =>
      wrapText(row[c] ?? '', fonts, width - 2 * SIDE_PADDING, {
        ...control,
        size,
        bold: r === 0 || control.bold,
      }),
    )
    const height = Math.max(...cells.map((cell) => cell.height), size) + 2 * CELL_PADDING * size
    const laid = { cells, y, height }
    y += height
    return laid
  })
}

function paint(
  rows: readonly LaidRow[],
  widths: readonly number[],
  control: TableControl,
  box: TextBox,
): DrawingItem[] {
  const lefts = widths.map((_, c) => box.x + widths.slice(0, c).reduce((a, b) => a + b, 0))
  const header = rows[0]
  const bottom = rows.reduce((sum, { height }) => sum + height, box.y)
  const right = box.x + box.width
  const half = LINE / 2
  const lines: PathCommand[] = [
    ['M', box.x + half, box.y + half],
    ['L', right - half, box.y + half],
    ['L', right - half, bottom - half],
    ['L', box.x + half, bottom - half],
    ['Z'],
  ]
  for (const x of lefts.slice(1)) lines.push(['M', x, box.y], ['L', x, bottom])
  for (const { y } of rows.slice(1)) lines.push(['M', box.x, box.y + y], ['L', right, box.y + y])
  const ground: PathCommand[] = [
    ['M', box.x, box.y],
    ['L', right, box.y],
    ['L', right, box.y + (header?.height ?? 0)],
    ['L', box.x, box.y + (header?.height ?? 0)],
    ['Z'],
  ]
  const texts = rows.flatMap((row, r) =>
    row.cells.flatMap((cell, c) => {
      const width = (widths[c] ?? 0) - 2 * SIDE_PADDING
      const place = { x: (lefts[c] ?? 0) + SIDE_PADDING, y: box.y + row.y, width, height: row.height }
      return placeLines(cell, place, {
        ...control,
        bold: r === 0 || control.bold,
        align: r === 0 ? 'center' : (control.columns[c]?.align ?? control.align),
        lines: 'many',
      })
    }),
  )
  return [
    { kind: 'shapes', shapes: [{ d: ground, fill: HEADER }] },
    { kind: 'shapes', shapes: [{ d: lines, stroke: BORDER, strokeWidth: LINE }] },
    ...texts,
  ]
}
