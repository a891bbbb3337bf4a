import type { XmlElement } from '../package/xml'
import { mergePart, type PartName, type TablePart, type TableStyle } from './table-style'
import { isOn } from './word-xml'

export interface CellPlace {
  row: number
  column: number
  lastRow: boolean
  lastColumn: boolean
}

/** Which parts of its style a table uses. */
export interface TableLook {
  style: TableStyle
  firstRow: boolean
  lastRow: boolean
  firstColumn: boolean
  lastColumn: boolean
  rowBands: boolean
  columnBands: boolean
}

/** Reads `w:tblLook`, as attributes or as the older bit field (ISO 29500-1 §17.4.55). */
export function readLook(element: XmlElement | undefined, style: TableStyle): TableLook {
  const attributes = element?.attributes ?? {}
  const bits = Number.parseInt(attributes['val'] ?? '0', 16) || 0
  const flag = (name: string, bit: number): boolean => {
    const value = attributes[name]
    return value === undefined ? (bits & bit) !== 0 : isOn(value)
  }
  return {
    style,
    firstRow: flag('firstRow', 0x20),
    lastRow: flag('lastRow', 0x40),
    firstColumn: flag('firstColumn', 0x80),
    lastColumn: flag('lastColumn', 0x100),
    rowBands: !flag('noHBand', 0x200),
    columnBands: !flag('noVBand', 0x400),
  }
}

/** What the table's style says of one cell, the narrower part over the wider (§17.7.6.5). */
export function conditionalPart(look: TableLook, place: CellPlace): TablePart {
  const { style } = look
  const parts: PartName[] = []
  const first = look.firstRow && place.row === 0
  const last = look.lastRow && place.lastRow
  const left = look.firstColumn && place.column === 0
  const right = look.lastColumn && place.lastColumn
  if (look.columnBands && !left && !right)
    parts.push(band(place.column - (look.firstColumn ? 1 : 0), style.columnBand) ? 'band2Vert' : 'band1Vert')
  if (look.rowBands && !first && !last)
    parts.push(band(place.row - (look.firstRow ? 1 : 0), style.rowBand) ? 'band2Horz' : 'band1Horz')
  if (left) parts.push('firstCol')
  if (right) parts.push('lastCol')
  if (first) parts.push('firstRow')
  if (last) parts.push('lastRow')
  if (first && left) parts.push('nwCell')
  if (first && right) parts.push('neCell')
  if (last && left) parts.push('swCell')
  if (last && right) parts.push('seCell')
  // The whole table's edges are the table's own; only its letters, shading and cells count here.
  const { tableBorders: _edges, ...whole } = style.whole ?? {}
  return parts.reduce<TablePart>((merged, name) => mergePart(merged, style.parts?.[name]), whole)
}

const band = (index: number, size = 1): boolean => Math.floor(index / Math.max(size, 1)) % 2 === 1
