import type { LayoutContext } from './layout-context'
import type { FlowTable, TableCell, TableRow } from './model'
import type { RowGroup, GroupCell, GroupRow } from './row-group'
import { rowGroupStrip } from './row-group'
import type { Strip } from './strip'
import { columnWidths } from './table-widths'

const CELL_PADDING = { top: 0, right: 5.4, bottom: 0, left: 5.4 }

/** Lays a table out as one strip a row; rows joined by cells that span them are one strip. */
export function layoutTable(table: FlowTable, width: number, context: LayoutContext): Strip[] {
  const widths = columnWidths(table, width, context)
  const edges = [0]
  for (const column of widths) edges.push((edges.at(-1) ?? 0) + column)
  const total = edges.at(-1) ?? 0
  const left = tableLeft(table, total, width)
  const placed = placeCells(table, widths.length)
  const groups = groupRows(placed)

  const strips: Strip[] = []
  let headerRows = 0
  while (table.rows[headerRows]?.header) headerRows++
  // A table of nothing but header rows repeats nothing.
  if (headerRows === table.rows.length) headerRows = 0
  const headings: Strip[] = []
  for (const group of groups) {
    const rows = group.map((row) => groupRow(row, table, edges, left, context))
    const strip = rowGroupStrip({ rows, carried: [] } satisfies RowGroup, context)
    const end = group.at(-1)?.index ?? 0
    if (end < headerRows) {
      strip.glued = true
      headings.push(strip)
    } else if (headings.length > 0) strip.heading = stacked(headings)
    else strip.glued = keepsWithNext(group)
    strips.push(strip)
  }
  return strips
}

function tableLeft(table: FlowTable, total: number, width: number): number {
  if (table.align === 'center') return (width - total) / 2
  if (table.align === 'right') return width - total
  return table.indent ?? 0
}

interface PlacedRow {
  index: number
  row: TableRow
  cells: { cell: TableCell; column: number; colSpan: number; rowSpan: number }[]
}

/** Finds each cell's first grid column: cells that reach down from rows above leave their columns taken. */
function placeCells(table: FlowTable, columns: number): PlacedRow[] {
  const takenUntil = new Array<number>(columns).fill(0)
  return table.rows.map((row, index) => {
    const cells: PlacedRow['cells'] = []
    let column = row.skipBefore ?? 0
    for (const cell of row.cells) {
      while (column < columns && (takenUntil[column] ?? 0) > index) column++
      if (column >= columns) break
      const colSpan = Math.min(Math.max(cell.colSpan ?? 1, 1), columns - column)
      const rowSpan = Math.min(Math.max(cell.rowSpan ?? 1, 1), table.rows.length - index)
      for (let c = column; c < column + colSpan; c++) takenUntil[c] = index + rowSpan
      cells.push({ cell, column, colSpan, rowSpan })
      column += colSpan
    }
    return { index, row, cells }
  })
}

function groupRows(rows: PlacedRow[]): PlacedRow[][] {
  const groups: PlacedRow[][] = []
  let reach = 0
  for (const row of rows) {
    if (row.index >= reach) groups.push([])
    groups.at(-1)?.push(row)
    for (const { rowSpan } of row.cells) reach = Math.max(reach, row.index + rowSpan)
  }
  return groups
}

function groupRow(
  { row, cells }: PlacedRow,
  table: FlowTable,
  edges: readonly number[],
  left: number,
  context: LayoutContext,
): GroupRow {
  return {
    height: row.height,
    cantSplit: row.cantSplit === true || row.header === true,
    cells: cells.map(({ cell, column, colSpan, rowSpan }): GroupCell => {
      const x = left + (edges[column] ?? 0)
      const width = (edges[Math.min(column + colSpan, edges.length - 1)] ?? 0) - (edges[column] ?? 0)
      const padding = { ...CELL_PADDING, ...table.padding, ...cell.padding }
      const inner = Math.max(width - padding.left - padding.right, 1)
      const strips = context.layoutBlocks(cell.blocks, inner, {
        ...context,
        depth: context.depth + 1,
        overhang: 0,
      })
      const last = cell.blocks.at(-1)
      return {
        x,
        width,
        padding,
        cell,
        rowSpan,
        strips,
        after: last?.kind === 'paragraph' ? (last.spacing?.after ?? 0) : 0,
      }
    }),
  }
}

const keepsWithNext = (rows: readonly PlacedRow[]): boolean =>
  rows.every(({ cells }) => {
    const block = cells[0]?.cell.blocks[0]
    return block?.kind === 'paragraph' && block.keepWithNext === true
  })

function stacked(strips: readonly Strip[]): Strip {
  const parts = [...strips]
  return {
    height: parts.reduce((sum, strip) => sum + strip.height, 0),
    gapBefore: 0,
    glued: false,
    draw(canvas, x, y) {
      let at = y
      for (const strip of parts) {
        strip.draw(canvas, x, at)
        at += strip.height
      }
    },
  }
}
