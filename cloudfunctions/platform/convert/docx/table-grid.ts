import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'
import { numberIn, twips } from './word-xml'

/** A cell with its place in the grid, before merged cells are put together. */
export interface GridCell {
  element: XmlElement
  properties: XmlElement | undefined
  column: number
  span: number
  merge: 'none' | 'start' | 'continue'
  /** rows that it covers, for a cell that begins a merge */
  rows: number
}

export interface GridRow {
  properties: XmlElement | undefined
  skip: number
  cells: GridCell[]
}

/**
 * Widths of the grid's columns: what the cells ask for, else what the grid says, then as wide in all as the table says
 * (ISO 29500-1 §17.4.71).
 */
export function gridWidths(table: XmlElement, rows: readonly GridRow[], textWidth: number): number[] {
  const tblPr = childOf(table, 'tblPr')
  const grid = childrenOf(childOf(table, 'tblGrid'), 'gridCol').map(
    (column) => twips(column.attributes['w']) ?? 0,
  )
  const count = Math.min(
    Math.max(
      grid.length,
      ...rows.map(({ cells, skip }) => cells.reduce((n, cell) => n + cell.span, skip)),
      1,
    ),
    512,
  )
  const asked = askedWidths(rows, count, textWidth)
  let widths = Array.from({ length: count }, (_, i) => asked[i] ?? grid[i] ?? 0)
  const total = sum(widths)
  const wanted = tableWidth(childOf(tblPr, 'tblW')?.attributes, textWidth)
  if (total < count) return widths.map(() => (wanted ?? textWidth) / count)
  if (wanted !== undefined && Math.abs(total - wanted) > wanted * 0.02)
    widths = widths.map((width) => (width * wanted) / total)
  return widths
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function tableWidth(
  width: Readonly<Record<string, string>> | undefined,
  textWidth: number,
): number | undefined {
  const share = percentage(width)
  if (share !== undefined) return share > 0 ? textWidth * share : undefined
  const points = width?.['type'] === 'dxa' ? twips(width['w']) : undefined
  return points !== undefined && points > 0 ? points : undefined
}

/** Fiftieths of a percent, or a number with a percent sign. */
function percentage(width: Readonly<Record<string, string>> | undefined): number | undefined {
  if (!width || (width['type'] !== 'pct' && !width['w']?.endsWith('%'))) return undefined
  const value = numberIn(width['w']) ?? 0
  return Math.min(width['w']?.endsWith('%') ? value / 100 : value / 5000, 2)
}

/** From the first cell of each column that stands in it alone. */
function askedWidths(rows: readonly GridRow[], count: number, textWidth: number): (number | undefined)[] {
  const asked = new Array<number | undefined>(count).fill(undefined)
  for (const { cells } of rows)
    for (const { column, span, properties } of cells) {
      if (span !== 1 || asked[column] !== undefined || column >= count) continue
      const width = childOf(properties, 'tcW')?.attributes
      const share = percentage(width)
      const points =
        share !== undefined ? share * textWidth : width?.['type'] === 'auto' ? 0 : (twips(width?.['w']) ?? 0)
      if (points > 1) asked[column] = points
    }
  return asked
}
