import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'
import type { BorderSet } from './borders'
import { readBorders } from './borders'
import type { ParagraphProperties } from './paragraph-properties'
import { mergeParagraph, readParagraphProperties } from './paragraph-properties'
import type { RunProperties } from './run-properties'
import { colorIn, numberIn, twips, valueOf } from './word-xml'

/** Formatting of a part of a table: the whole, its first row, its bands … (ISO 29500-1 §17.7.6). */
export interface TablePart {
  run?: RunProperties
  paragraph?: ParagraphProperties
  tableBorders?: BorderSet
  cellBorders?: BorderSet
  shading?: string
  verticalAlign?: 'top' | 'center' | 'bottom'
}

export type PartName =
  | 'band1Vert'
  | 'band2Vert'
  | 'band1Horz'
  | 'band2Horz'
  | 'firstCol'
  | 'lastCol'
  | 'firstRow'
  | 'lastRow'
  | 'nwCell'
  | 'neCell'
  | 'swCell'
  | 'seCell'

export interface TableStyle {
  whole?: TablePart
  parts?: Partial<Record<PartName, TablePart>>
  padding?: Partial<Record<'top' | 'right' | 'bottom' | 'left', number>>
  rowBand?: number
  columnBand?: number
}

type ReadRun = (rPr: XmlElement | undefined) => RunProperties

/** Reads what a `w:style` of type table says; of other styles there is nothing to read. */
export function readTableStyle(style: XmlElement, readRun: ReadRun): TableStyle {
  if (style.attributes['type'] !== 'table') return {}
  const tblPr = childOf(style, 'tblPr')
  const parts: TableStyle['parts'] = {}
  for (const part of childrenOf(style, 'tblStylePr')) {
    const kind = part.attributes['type'] as PartName | 'wholeTable' | undefined
    if (kind && kind !== 'wholeTable') parts[kind] = readPart(part, readRun)
  }
  return {
    // The style's own letters and paragraphs are read with its chain; here they count for the table.
    whole: readPart(style, readRun),
    parts,
    padding: readPadding(childOf(tblPr, 'tblCellMar')),
    rowBand: numberIn(valueOf(tblPr, 'tblStyleRowBandSize')),
    columnBand: numberIn(valueOf(tblPr, 'tblStyleColBandSize')),
  }
}

function readPart(element: XmlElement, readRun: ReadRun): TablePart {
  const tcPr = childOf(element, 'tcPr')
  const tblBorders = childOf(childOf(element, 'tblPr'), 'tblBorders')
  const tcBorders = childOf(tcPr, 'tcBorders')
  const vertical = valueOf(tcPr, 'vAlign')
  return {
    run: readRun(childOf(element, 'rPr')),
    paragraph: readParagraphProperties(childOf(element, 'pPr')),
    ...(tblBorders ? { tableBorders: readBorders(tblBorders) } : {}),
    ...(tcBorders ? { cellBorders: readBorders(tcBorders) } : {}),
    shading: shadingIn(tcPr),
    verticalAlign:
      vertical === 'center' || vertical === 'bottom' || vertical === 'top' ? vertical : undefined,
  }
}

/** Fill of a cell; patterns count as a mix of their two colours' first. */
export const shadingIn = (properties: XmlElement | undefined): string | undefined => {
  const shd = childOf(properties, 'shd')?.attributes
  if (!shd) return undefined
  if (shd['val'] === 'solid') return colorIn(shd['color']) ?? '#000000'
  return colorIn(shd['fill'])
}

/** Reads `w:tblCellMar` or `w:tcMar`. */
export function readPadding(element: XmlElement | undefined): NonNullable<TableStyle['padding']> {
  const padding: NonNullable<TableStyle['padding']> = {}
  for (const [side, name, strict] of [
    ['top', 'top', 'top'],
    ['right', 'right', 'end'],
    ['bottom', 'bottom', 'bottom'],
    ['left', 'left', 'start'],
  ] as const) {
    const width = twips((childOf(element, name) ?? childOf(element, strict))?.attributes['w'])
    if (width !== undefined) padding[side] = Math.max(width, 0)
  }
  return padding
}

export function mergePart(far: TablePart | undefined, near: TablePart | undefined): TablePart {
  if (!far || !near) return far ?? near ?? {}
  return {
    run: { ...far.run, ...near.run },
    paragraph: mergeParagraph(far.paragraph ?? {}, near.paragraph ?? {}),
    tableBorders: { ...far.tableBorders, ...near.tableBorders },
    cellBorders: { ...far.cellBorders, ...near.cellBorders },
    shading: near.shading ?? far.shading,
    verticalAlign: near.verticalAlign ?? far.verticalAlign,
  }
}

export function mergeTableStyle(far: TableStyle, near: TableStyle): TableStyle {
  const parts: TableStyle['parts'] = { ...far.parts }
  for (const [name, part] of Object.entries(near.parts ?? {}) as [PartName, TablePart][])
    parts[name] = mergePart(parts[name], part)
  return {
    whole: mergePart(far.whole, near.whole),
    parts,
    padding: { ...far.padding, ...near.padding },
    rowBand: near.rowBand ?? far.rowBand,
    columnBand: near.columnBand ?? far.columnBand,
  }
}
