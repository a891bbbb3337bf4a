import { ConversionRefused, type ConversionLimits } from '../conversion'
import { readXml, type XmlElement } from '../package/xml'
import type { CellFont } from './styles'
import { isOn } from './styles'
import { parseCell, parseRange, type CellRange } from './reference'
import { richText, unescaped, type RichText } from './workbook'

export type CellValue =
  | { kind: 'number'; number: number }
  | { kind: 'text'; text: RichText }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'error'; text: string }
  | { kind: 'date'; text: string }

export interface Cell {
  row: number
  column: number
  /** index of its style; -1 for none */
  style: number
  value: CellValue | null
}

export interface ColumnSpan {
  first: number
  last: number
  /** characters; null for the usual width */
  width: number | null
  hidden: boolean
  style: number
}

export interface RowSetting {
  /** points; null for the usual height */
  height: number | null
  /** set by hand: not to be changed */
  fixed: boolean
  hidden: boolean
}

/** A sheet as stored: attributes of single elements by their names, cells by row. */
export interface Sheet {
  cells: Map<number, Cell[]>
  columns: ColumnSpan[]
  rows: Map<number, RowSetting>
  merges: CellRange[]
  /** `pageSetup`, `pageMargins`, `printOptions`, `sheetFormatPr`, `pageSetUpPr`, `headerFooter`, `sheetView` */
  settings: Map<string, Readonly<Record<string, string>>>
  headerFooter: Map<string, string>
  rowBreaks: number[]
  columnBreaks: number[]
  /** relationship of the drawing with pictures */
  drawing: string | null
  has: {
    conditional: boolean
    objects: boolean
    sparklines: boolean
    tables: boolean
    headerPicture: boolean
  }
}

const SETTINGS = new Set([
  'pageSetup',
  'pageMargins',
  'printOptions',
  'sheetFormatPr',
  'pageSetUpPr',
  'headerFooter',
  'sheetView',
])
const HEADER_TEXTS = new Set([
  'oddHeader',
  'oddFooter',
  'evenHeader',
  'evenFooter',
  'firstHeader',
  'firstFooter',
])
const MOST_MERGES = 50_000

/** @throws ConversionRefused FORMULA_NO_VALUE naming the cell, FILE_UNREADABLE, FILE_TOO_COMPLEX */
export function readSheet(
  bytes: Uint8Array,
  strings: readonly RichText[],
  fontOf: (properties: XmlElement) => CellFont,
  limits: ConversionLimits,
): Sheet {
  const reader = new SheetReader(strings, fontOf)
  readXml(bytes, reader, limits)
  return reader.sheet
}

class SheetReader {
  readonly sheet: Sheet = {
    cells: new Map(),
    columns: [],
    rows: new Map(),
    merges: [],
    settings: new Map(),
    headerFooter: new Map(),
    rowBreaks: [],
    columnBreaks: [],
    drawing: null,
    has: { conditional: false, objects: false, sparklines: false, tables: false, headerPicture: false },
  }
  private readonly path: string[] = []
  private rowNumber = -1
  private column = -1
  private cell: { cell: Cell; type: string; name: string; value: string | null; formula: boolean } | null =
    null
  private inline: XmlElement[] = []
  private words = ''

  constructor(
    private readonly strings: readonly RichText[],
    private readonly fontOf: (properties: XmlElement) => CellFont,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const parent = this.path.at(-1)
    this.path.push(name)
    this.words = ''
    if (this.inline.length > 0 || (name === 'is' && this.cell)) return this.openInline(name, attributes)
    if (name === 'c') return this.openCell(attributes)
    if (name === 'row') return this.openRow(attributes)
    if (name === 'f' && this.cell) this.cell.formula = true
    else if (name === 'col') this.openColumn(attributes)
    else if (name === 'mergeCell') this.addMerge(attributes.ref ?? '')
    else if (SETTINGS.has(name)) this.sheet.settings.set(name, attributes)
    else if (name === 'brk' && attributes.man !== '0') {
      const breaks = parent === 'colBreaks' ? this.sheet.columnBreaks : this.sheet.rowBreaks
      breaks.push(Number(attributes.id))
    } else this.mark(name, attributes)
  }

  text(text: string): void {
    const inline = this.inline.at(-1)
    if (inline) inline.text += text
    else this.words += text
  }

  close(name: string): void {
    this.path.pop()
    if (this.inline.length > 1 || (this.inline.length === 1 && name !== 'is')) {
      this.inline.pop()
      return
    }
    if (name === 'is') this.closeInline()
    else if (name === 'v' && this.cell) this.cell.value = this.words
    else if (name === 'c') this.closeCell()
    else if (HEADER_TEXTS.has(name)) this.sheet.headerFooter.set(name, this.words)
  }

  private mark(name: string, attributes: Readonly<Record<string, string>>): void {
    const { has } = this.sheet
    if (name === 'drawing') this.sheet.drawing = attributes.id ?? null
    else if (name === 'conditionalFormatting') has.conditional = true
    else if (name === 'oleObjects' || name === 'controls') has.objects = true
    else if (name === 'sparklineGroups') has.sparklines = true
    else if (name === 'tablePart') has.tables = true
    else if (name === 'legacyDrawingHF') has.headerPicture = true
  }

  private openRow({ r, ht, customHeight, hidden }: Readonly<Record<string, string>>): void {
    this.rowNumber = r === undefined ? this.rowNumber + 1 : Number(r) - 1
    this.column = -1
    if (ht !== undefined || isOn(hidden))
      this.sheet.rows.set(this.rowNumber, {
        height: ht === undefined ? null : Number(ht),
        fixed: isOn(customHeight),
        hidden: isOn(hidden),
      })
  }

  private openColumn({ min, max, width, hidden, style }: Readonly<Record<string, string>>): void {
    this.sheet.columns.push({
      first: Number(min) - 1,
      last: Number(max) - 1,
      width: width === undefined ? null : Number(width),
      hidden: isOn(hidden),
      style: Number(style ?? -1),
    })
  }

  private addMerge(ref: string): void {
    const range = parseRange(ref)
    if (!range) return
    if (this.sheet.merges.length >= MOST_MERGES) throw new ConversionRefused('FILE_TOO_COMPLEX')
    this.sheet.merges.push(range)
  }

  private openCell({ r, s, t, vm }: Readonly<Record<string, string>>): void {
    const place = r === undefined ? { row: this.rowNumber, column: this.column + 1 } : parseCell(r)
    if (!place) throw new ConversionRefused('FILE_UNREADABLE', r)
    // A picture or record lies behind the cell; what is stored in its place is an error nobody sees.
    if (t === 'e' && vm !== undefined)
      throw new ConversionRefused(
        'FILE_UNDRAWABLE',
        `${r ?? ''}：单元格中的图片或数据 picture or record in a cell`,
      )
    this.column = place.column
    const cell: Cell = { ...place, style: Number(s ?? -1), value: null }
    this.cell = { cell, type: t ?? 'n', name: r ?? '', value: null, formula: false }
  }

  private closeCell(): void {
    const open = this.cell
    this.cell = null
    if (!open) return
    const { cell, type, value, formula } = open
    if (formula && (value ?? '').trim() === '' && cell.value === null && type !== 'str')
      throw new ConversionRefused('FORMULA_NO_VALUE', open.name)
    if (value !== null) cell.value = this.valueOf(type, value)
    const row = this.sheet.cells.get(cell.row)
    if (row) row.push(cell)
    else this.sheet.cells.set(cell.row, [cell])
  }

  private valueOf(type: string, value: string): CellValue | null {
    switch (type) {
      case 's': {
        const text = this.strings[Number(value)]
        if (!text) throw new ConversionRefused('FILE_UNREADABLE', 'sharedStrings')
        return { kind: 'text', text }
      }
      case 'str':
      case 'inlineStr':
        return value === '' ? null : { kind: 'text', text: [{ text: unescaped(value), font: null }] }
      case 'b':
        return { kind: 'boolean', value: isOn(value.trim()) }
      case 'e':
        return { kind: 'error', text: value }
      case 'd':
        return { kind: 'date', text: value }
      default: {
        if (value.trim() === '') return null
        const number = Number(value)
        if (!Number.isFinite(number)) throw new ConversionRefused('FILE_UNREADABLE', value.slice(0, 20))
        return { kind: 'number', number }
      }
    }
  }

  private openInline(name: string, attributes: Readonly<Record<string, string>>): void {
    const element: XmlElement = { name, attributes, children: [], text: '' }
    this.inline.at(-1)?.children.push(element)
    this.inline.push(element)
  }

  private closeInline(): void {
    const item = this.inline.pop()
    if (item && this.cell) this.cell.cell.value = { kind: 'text', text: richText(item, this.fontOf) }
  }
}
