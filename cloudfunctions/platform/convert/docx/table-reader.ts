import type { Border, FlowTable, TableCell, TableRow } from '../../flow/model'
import { ConversionRefused } from '../conversion'
import type { XmlElement } from '../package/xml'
import { childOf } from '../package/xml'
import type { BorderSet } from './borders'
import { readBorders } from './borders'
import type { Story } from './story'
import { gridWidths, type GridCell, type GridRow } from './table-grid'
import { readPadding, shadingIn, type TablePart } from './table-style'
import { conditionalPart, readLook, type CellPlace, type TableLook } from './table-look'
import { numberIn, switchOf, twips, valueOf } from './word-xml'

/** Reads `w:tbl`. Errors: ConversionRefused for tracked rows and cells. */
export function readTable(table: XmlElement, story: Story): FlowTable {
  const tblPr = childOf(table, 'tblPr')
  const style = story.shared.styles.style(valueOf(tblPr, 'tblStyle'), 'table').table
  const rows = readRows(table)
  const columns = gridWidths(table, rows, story.textWidth)
  const padding = { ...style.padding, ...readPadding(childOf(tblPr, 'tblCellMar')) }
  const borders: BorderSet = {
    ...style.whole?.tableBorders,
    ...(childOf(tblPr, 'tblBorders') ? readBorders(childOf(tblPr, 'tblBorders')) : {}),
  }
  const look = readLook(childOf(tblPr, 'tblLook'), style)
  const size = { rows: rows.length, columns: columns.length }
  const align = valueOf(tblPr, 'jc') ?? valueOf(rows[0]?.properties, 'jc')
  return {
    kind: 'table',
    columns,
    widths: childOf(tblPr, 'tblLayout')?.attributes['type'] === 'fixed' ? 'fixed' : 'auto',
    align: align === 'center' ? 'center' : align === 'right' || align === 'end' ? 'right' : 'left',
    indent: tableIndent(tblPr, padding.left ?? 5.4, story),
    rows: rows.map((row, index) => flowRow(row, index, { size, look, borders, columns, story })),
    padding,
  }
}

/** Before Word 2013 the text of the first column, not its border, stood flush with the paragraphs. */
function tableIndent(tblPr: XmlElement | undefined, leftPadding: number, story: Story): number {
  const indent = childOf(tblPr, 'tblInd')?.attributes
  const own = indent?.['type'] === 'pct' ? 0 : (twips(indent?.['w']) ?? 0)
  const nested = story.cellPart !== undefined
  return story.shared.settings.compatibility >= 15 || nested ? own : own - leftPadding
}

function readRows(table: XmlElement): GridRow[] {
  const rows = rowElements(table).map(readRow)
  // A merge goes on as long as the cell below in the same columns continues it; what continues nothing begins one.
  let open = new Map<number, GridCell>()
  for (const row of rows) {
    const next = new Map<number, GridCell>()
    for (const cell of row.cells) {
      const owner = cell.merge === 'continue' ? open.get(cell.column) : undefined
      if (owner?.span === cell.span) {
        owner.rows++
        next.set(cell.column, owner)
      } else if (cell.merge !== 'none') {
        cell.merge = 'start'
        next.set(cell.column, cell)
      }
    }
    open = next
  }
  return rows
}

function rowElements(table: XmlElement): XmlElement[] {
  return table.children.flatMap((child) => {
    if (child.name === 'tr') return [child]
    if (child.name === 'ins' || child.name === 'del') throw new ConversionRefused('FILE_CHANGES')
    if (child.name === 'sdt' || child.name === 'customXml')
      return rowElements(childOf(child, 'sdtContent') ?? child)
    return []
  })
}

function cellElements(row: XmlElement): XmlElement[] {
  return row.children.flatMap((child) => {
    if (child.name === 'tc') return [child]
    if (child.name === 'sdt' || child.name === 'customXml')
      return cellElements(childOf(child, 'sdtContent') ?? child)
    return []
  })
}

function readRow(row: XmlElement): GridRow {
  const trPr = childOf(row, 'trPr')
  if (childOf(trPr, 'ins') || childOf(trPr, 'del')) throw new ConversionRefused('FILE_CHANGES')
  const skip = Math.min(numberIn(valueOf(trPr, 'gridBefore')) ?? 0, 500)
  const cells: GridCell[] = []
  let column = skip
  for (const element of cellElements(row)) {
    const properties = childOf(element, 'tcPr')
    if (childOf(properties, 'cellIns') || childOf(properties, 'cellDel') || childOf(properties, 'cellMerge'))
      throw new ConversionRefused('FILE_CHANGES')
    const span = Math.min(Math.max(numberIn(valueOf(properties, 'gridSpan')) ?? 1, 1), 500)
    const vMerge = childOf(properties, 'vMerge')
    const merge = !vMerge ? 'none' : vMerge.attributes['val'] === 'restart' ? 'start' : 'continue'
    const hMerge = childOf(properties, 'hMerge')
    const before = cells.at(-1)
    if (hMerge && hMerge.attributes['val'] !== 'restart' && before) before.span += span
    else cells.push({ element, properties, column, span, merge, rows: 1 })
    column += span
  }
  return { properties: trPr, skip, cells }
}

interface TableFacts {
  size: { rows: number; columns: number }
  look: TableLook
  borders: BorderSet
  columns: number[]
  story: Story
}

function flowRow(row: GridRow, index: number, facts: TableFacts): TableRow {
  const trHeight = childOf(row.properties, 'trHeight')?.attributes
  const points = twips(trHeight?.['val'])
  const rule = trHeight?.['hRule'] === 'exact' ? 'exact' : 'atLeast'
  return {
    ...(points && trHeight?.['hRule'] !== 'auto' ? { height: { rule, points } } : {}),
    header: switchOf(row.properties, 'tblHeader') === true,
    cantSplit: switchOf(row.properties, 'cantSplit') === true,
    skipBefore: row.skip,
    cells: row.cells.filter((cell) => cell.merge !== 'continue').map((cell) => flowCell(cell, index, facts)),
  }
}

function flowCell(cell: GridCell, rowIndex: number, facts: TableFacts): TableCell {
  const { properties } = cell
  const { story, look, size } = facts
  const place: CellPlace = {
    row: rowIndex,
    column: cell.column,
    lastRow: rowIndex + cell.rows >= size.rows,
    lastColumn: cell.column + cell.span >= size.columns,
  }
  const part = conditionalPart(look, place)
  const vertical = valueOf(properties, 'vAlign') ?? part.verticalAlign
  const direction = valueOf(properties, 'textDirection')
  if (direction && /^(tb|bt|tbV|btLr|tbRl)/.test(direction)) story.shared.warnings.add('VERTICAL_TEXT')
  const width = facts.columns
    .slice(cell.column, cell.column + cell.span)
    .reduce((sum, column) => sum + column, 0)
  return {
    blocks: story.readBlocks(cell.element.children, {
      ...story,
      cellPart: part,
      textWidth: Math.max(width - 10.8, 24),
    }),
    colSpan: cell.span,
    rowSpan: cell.rows,
    borders: cellBorders(place, part, facts.borders, properties),
    shading: childOf(properties, 'shd') ? shadingIn(properties) : part.shading,
    verticalAlign: vertical === 'center' || vertical === 'bottom' ? vertical : 'top',
    padding: readPadding(childOf(properties, 'tcMar')),
  }
}

/** The cell's own edges win over its style's, and those over the table's. */
function cellBorders(
  place: CellPlace,
  part: TablePart,
  table: BorderSet,
  properties: XmlElement | undefined,
): TableCell['borders'] {
  const own = readBorders(childOf(properties, 'tcBorders'))
  const style = { ...part.tableBorders, ...part.cellBorders }
  const pick = (
    edge: 'top' | 'right' | 'bottom' | 'left',
    outer: boolean,
    inner: 'insideH' | 'insideV',
  ): Border | undefined => {
    if (own[edge] !== undefined) return own[edge] ?? undefined
    if (style[edge] !== undefined) return style[edge] ?? undefined
    return (outer ? table[edge] : (style[inner] ?? table[inner])) ?? undefined
  }
  return {
    top: pick('top', place.row === 0, 'insideH'),
    bottom: pick('bottom', place.lastRow, 'insideH'),
    left: pick('left', place.column === 0, 'insideV'),
    right: pick('right', place.lastColumn, 'insideV'),
  }
}
