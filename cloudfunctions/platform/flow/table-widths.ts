import { atomsOf } from './atoms'
import type { LayoutContext } from './layout-context'
import type { FlowBlock, FlowTable } from './model'

const LEAST_COLUMN = 4
const MAX_COLUMNS = 512

/** Widths of the grid's columns, made smaller where the table would leave the page. */
export function columnWidths(table: FlowTable, width: number, context: LayoutContext): number[] {
  const count = Math.min(Math.max(table.columns.length, widestRow(table)), MAX_COLUMNS)
  let widths = Array.from({ length: count }, (_, i) => Math.max(table.columns[i] ?? 0, 0))
  const given = sum(widths)
  if (given < count * LEAST_COLUMN) widths = widths.map(() => width / count)
  if (table.widths === 'auto') widths = widened(widths, leastWidths(table, count, context), width)
  const room = width + context.overhang - Math.max(Math.min(table.indent ?? 0, 0), -context.overhang)
  const total = sum(widths)
  if (total <= room + 0.5) return widths
  if (total > room * 1.02) context.warn('TABLE_NARROWED')
  return widths.map((column) => (column * room) / total)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const widestRow = (table: FlowTable): number =>
  table.rows.reduce(
    (widest, row) =>
      Math.max(widest, (row.skipBefore ?? 0) + row.cells.reduce((n, cell) => n + (cell.colSpan ?? 1), 0)),
    1,
  )

/** Width of the longest piece that does not break, by column; cells over several columns are left aside. */
function leastWidths(table: FlowTable, count: number, context: LayoutContext): number[] {
  const least = new Array<number>(count).fill(LEAST_COLUMN)
  if (table.rows.length > 200) return least
  const simple = table.rows.filter((row) => row.cells.every((cell) => (cell.rowSpan ?? 1) === 1))
  for (const row of simple) {
    let column = row.skipBefore ?? 0
    for (const cell of row.cells) {
      const span = cell.colSpan ?? 1
      if (span === 1) {
        const padding =
          (cell.padding?.left ?? table.padding?.left ?? 5.4) +
          (cell.padding?.right ?? table.padding?.right ?? 5.4)
        least[column] = Math.max(least[column] ?? 0, longestPiece(cell.blocks, context) + padding)
      }
      column += span
    }
  }
  return least
}

function longestPiece(blocks: readonly FlowBlock[], context: LayoutContext): number {
  let longest = 0
  for (const block of blocks) {
    if (block.kind === 'table') continue
    const atoms = atomsOf(block.inlines, context.measure, {
      autoSpace: true,
      pageEstimate: context.estimate,
      maxWidth: 1e4,
      maxHeight: context.maxHeight,
    })
    let piece = 0
    for (const atom of atoms) {
      if (atom.kind === 'space' || atom.kind === 'tab' || atom.kind === 'break') piece = 0
      else piece += atom.width
      longest = Math.max(longest, piece)
      if (atom.breakAfter) piece = 0
    }
  }
  return longest
}

/** Gives columns that are too narrow for a word what they need, taken from those with room to spare. */
function widened(widths: readonly number[], least: readonly number[], limit: number): number[] {
  const needs = widths.map((width, i) => Math.max(Math.min(least[i] ?? 0, limit * 0.6) - width, 0))
  const needed = sum(needs)
  if (needed === 0) return [...widths]
  const spare = widths.map((width, i) => Math.max(width - (least[i] ?? 0), 0))
  const room = sum(spare) + Math.max(limit - sum(widths), 0)
  const share = Math.min(1, room / needed)
  const fromSpare = Math.min(
    1,
    Math.max(needed * share - Math.max(limit - sum(widths), 0), 0) / Math.max(sum(spare), 1),
  )
  return widths.map((width, i) => width + (needs[i] ?? 0) * share - (spare[i] ?? 0) * fromSpare)
}
