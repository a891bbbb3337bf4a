import type { Drawing, DrawingItem } from '../../pdf/appearance/drawing'
import type { VectorShape } from '../../pdf/appearance/vector-picture'
import { linesOnPage } from './block-lines'
import { heightOf } from './cell-lines'
import { PADDING, type CellPlan } from './cell-plan'
import { drawPictures } from './draw-pictures'
import { box, edge } from './edges'
import { keyOf } from './merged-blocks'
import type { CellRange } from './reference'
import type { LaidSheet, SheetPage } from './sheet-layout'
import type { Cell } from './sheet'
import type { CellStyle } from './styles'

/** Where rows or columns stand on a page, points. */
interface Positions {
  at: Map<number, number>
  end: number
  list: readonly number[]
}

/** One page of a sheet without its header and footer. */
export function drawSheetPage(laid: LaidSheet, page: SheetPage): Drawing {
  const { setup, grid, scale, sheet } = laid
  const { margins } = setup
  const wide = sum(page.columns, (column) => grid.width(column)) * scale
  const high = sum(page.rows, (row) => grid.height(row)) * scale
  const left = setup.centred.across
    ? margins.left + Math.max(0, setup.width - margins.left - margins.right - wide) / 2
    : margins.left
  const top = setup.centred.down
    ? margins.top + Math.max(0, setup.height - margins.top - margins.bottom - high) / 2
    : margins.top
  const columns = positions(page.columns, left, (column) => grid.width(column) * scale)
  const rows = positions(page.rows, top, (row) => grid.height(row) * scale)

  const here = (plan: CellPlan): CellPlan => {
    const lines = linesOnPage(laid, page, plan)
    // Text that goes on over pages begins at the top of each.
    return lines.length === plan.lines.length
      ? plan
      : { ...plan, lines, style: { ...plan.style, vertical: 'top' } }
  }

  const fills: VectorShape[] = []
  const lines: VectorShape[] = []
  const texts: DrawingItem[] = []
  for (const row of page.rows)
    for (const cell of sheet.cells.get(row) ?? []) {
      if (!columns.at.has(cell.column)) continue
      const range = laid.merges.get(keyOf(row, cell.column)) ?? alone(cell)
      const rect = rectOf(range, rows, columns)
      const style = laid.styleOf(cell)
      if (style.fill && rect)
        fills.push({ d: box(rect.x, rect.y, rect.width, rect.height), fill: style.fill })
      const own = rectOf(alone(cell), rows, columns)
      if (own) lines.push(...borders(laid, cell, own))
      const plan = laid.plans.get(row)?.get(cell.column)
      if (plan && rect) texts.push(...drawText(here(plan), rect, scale))
    }
  for (const block of laid.merges.values()) {
    if (block.top >= page.firstRow || block.bottom < page.firstRow || rows.at.has(block.top)) continue
    const plan = laid.plans.get(block.top)?.get(block.left)
    const rect = rectOf({ ...block, top: page.firstRow }, rows, columns)
    if (plan && rect) texts.push(...drawText(here(plan), rect, scale))
  }
  if (setup.gridLines) lines.push(...gridLines(rows, columns))
  const pictures = drawPictures(laid, page, {
    x: columns.at.get(page.firstColumn) ?? left,
    y: rows.at.get(page.firstRow) ?? top,
    right: columns.end,
    bottom: rows.end,
  })
  return {
    width: setup.width,
    height: setup.height,
    items: [{ kind: 'shapes', shapes: fills }, { kind: 'shapes', shapes: lines }, ...texts, ...pictures],
  }
}

const sum = (list: readonly number[], size: (index: number) => number): number =>
  list.reduce((all, index) => all + size(index), 0)

function positions(list: readonly number[], start: number, size: (index: number) => number): Positions {
  const at = new Map<number, number>()
  let end = start
  for (const index of list) {
    at.set(index, end)
    end += size(index)
  }
  return { at, end, list }
}

const alone = ({ row, column }: Cell): CellRange => ({ top: row, bottom: row, left: column, right: column })

interface Rect {
  x: number
  y: number
  width: number
  height: number
}

/** The part of a range that is on the page. */
function rectOf(range: CellRange, rows: Positions, columns: Positions): Rect | null {
  const [x1, x2] = stretch(columns, range.left, range.right)
  const [y1, y2] = stretch(rows, range.top, range.bottom)
  return x2 > x1 && y2 > y1 ? { x: x1, y: y1, width: x2 - x1, height: y2 - y1 } : null
}

function stretch({ at, end, list }: Positions, from: number, to: number): [number, number] {
  const start = at.get(from)
  if (start === undefined) return [0, 0]
  const after = list.find((index) => index > to && (at.get(index) ?? 0) >= start)
  return [start, after === undefined ? end : (at.get(after) ?? end)]
}

function borders(laid: LaidSheet, cell: Cell, { x, y, width, height }: Rect): VectorShape[] {
  const { scale } = laid
  const { left, right, top, bottom, diagonal } = outside(laid, cell)
  const shapes: VectorShape[] = []
  if (left) shapes.push(edge(left, [x, y, x, y + height], scale))
  if (right) shapes.push(edge(right, [x + width, y, x + width, y + height], scale))
  if (top) shapes.push(edge(top, [x, y, x + width, y], scale))
  if (bottom) shapes.push(edge(bottom, [x, y + height, x + width, y + height], scale))
  if (diagonal?.down) shapes.push(edge(diagonal.border, [x, y, x + width, y + height], scale))
  if (diagonal?.up) shapes.push(edge(diagonal.border, [x, y + height, x + width, y], scale))
  return shapes
}

/** Borders of a cell; of one in a merged block only those on the block's outline. */
function outside({ styleOf, merges, covered }: LaidSheet, cell: Cell): CellStyle {
  const style = styleOf(cell)
  const key = keyOf(cell.row, cell.column)
  const block = merges.get(key) ?? covered.get(key)
  if (!block) return style
  return {
    ...style,
    left: cell.column === block.left ? style.left : null,
    right: cell.column === block.right ? style.right : null,
    top: cell.row === block.top ? style.top : null,
    bottom: cell.row === block.bottom ? style.bottom : null,
    diagonal: merges.has(key) ? style.diagonal : null,
  }
}

function gridLines(rows: Positions, columns: Positions): VectorShape[] {
  const thin = { style: 'hairline', colour: '#a0a0a0' }
  const left = columns.at.get(columns.list[0] ?? 0) ?? 0
  const top = rows.at.get(rows.list[0] ?? 0) ?? 0
  return [
    ...[...columns.at.values(), columns.end].map((x) => edge(thin, [x, top, x, rows.end], 0.5)),
    ...[...rows.at.values(), rows.end].map((y) => edge(thin, [left, y, columns.end, y], 0.5)),
  ]
}

function drawText({ lines, style, align, indent, over }: CellPlan, rect: Rect, scale: number): DrawingItem[] {
  const all = heightOf(lines) * scale
  const pad = PADDING * scale
  const free = rect.height - all
  let y =
    style.vertical === 'top' || free < 0
      ? rect.y
      : style.vertical === 'center' || style.vertical === 'distributed' || style.vertical === 'justify'
        ? rect.y + free / 2
        : rect.y + free
  const items: DrawingItem[] = []
  const from = rect.x + pad - over.left * scale + (align === 'left' ? indent * scale : 0)
  const to = rect.x + rect.width - pad + over.right * scale - (align === 'right' ? indent * scale : 0)
  for (const line of lines) {
    const width = line.width * scale
    let x = align === 'left' ? from : align === 'right' ? to - width : (from + to - width) / 2
    // The letters of the fonts used reach 0.88 above the baseline and 0.12 below it; the rest is space.
    const largest = line.height / 1.28
    const baseline = y + (line.height - largest) * 0.5 * scale + largest * 0.86 * scale
    for (const { text, font, size, width: own } of line.segments) {
      const drawn = size * scale
      const shift =
        font.raised === 'super'
          ? -0.35 * font.size * scale
          : font.raised === 'sub'
            ? 0.15 * font.size * scale
            : 0
      items.push({
        kind: 'text',
        text,
        x,
        y: baseline + shift,
        size: drawn,
        face: font.face,
        color: font.colour,
        ...(font.italic ? { oblique: true } : {}),
        ...(font.emboldened ? { emboldened: true } : {}),
      })
      const marks = [...(font.underline ? [0.1] : []), ...(font.strike ? [-0.3] : [])]
      if (marks.length > 0)
        items.push({
          kind: 'shapes',
          shapes: marks.map((below) => ({
            d: [
              ['M', x, baseline + below * drawn],
              ['L', x + own * scale, baseline + below * drawn],
            ],
            stroke: font.colour,
            strokeWidth: Math.max(0.3, drawn / 18),
          })),
        })
      x += own * scale
    }
    y += line.height * scale
  }
  return items
}
