import type { FontSet } from '../../pdf/fonts/font-set'
import { ConversionRefused, type ConversionLimits, type WarningList } from '../conversion'
import type { OfficePackage } from '../package/office-package'
import { CellPictures, inCell, pictureName } from './cell-pictures'
import { planCell, type CellPlan } from './cell-plan'
import { shownText } from './cell-text'
import { Grid, split, united, usedRange } from './grid'
import { keyOf, mergedBlocks } from './merged-blocks'
import { printSetup, type PrintSetup } from './page-setup'
import { readPictures, type SheetPicture } from './pictures'
import { cellName, type CellRange } from './reference'
import type { Cell, Sheet } from './sheet'
import { isOn, type CellStyle } from './styles'
import type { SheetEntry, Workbook } from './workbook'

/** A picture where the finished rows and columns put it, points from the sheet's corner. */
export type PlacedPicture = SheetPicture & { fromLeft: number; fromTop: number }

/** One page of a sheet: its rows and columns, repeated titles included, in their order. */
export interface SheetPage {
  rows: number[]
  columns: number[]
  /** its first row and column after the repeated titles */
  firstRow: number
  firstColumn: number
}

export interface LaidSheet {
  name: string
  sheet: Sheet
  grid: Grid
  setup: PrintSetup
  scale: number
  pages: SheetPage[]
  plans: Map<number, Map<number, CellPlan>>
  /** merged blocks by the row and column of their first cell: `row:column` */
  merges: Map<string, CellRange>
  /** the same blocks by the cells under them */
  covered: Map<string, CellRange>
  pictures: PlacedPicture[]
  styleOf: (cell: Cell) => CellStyle
}

/** A sheet that was never set up for print is made this small to fit the page's width, no smaller. */
const LEAST_SCALE = 0.5

/** Lays one sheet out in pages; null when there is nothing on it. @throws ConversionRefused, MissingGlyphs */
export function layoutSheet(
  parts: OfficePackage,
  entry: SheetEntry,
  sheet: Sheet,
  { styles, date1904 }: Workbook,
  { fonts, limits, warnings }: { fonts: FontSet; limits: ConversionLimits; warnings: WarningList },
): LaidSheet | null {
  refuseObjects(sheet, entry)
  const styleOf = (cell: Cell): CellStyle => styles.cells[cell.style] ?? styles.standard
  const grid = new Grid(sheet, styles)
  const drawing = sheet.drawing === null ? undefined : parts.relationships(entry.part).get(sheet.drawing)
  const pictures = drawing ? readPictures(parts, drawing.target, entry.name, grid, warnings) : []
  const used = usedRange(sheet, (cell) => cell.value !== null || isSeen(styleOf(cell)))
  const whole = pictures.reduce<CellRange | null>((range, picture) => united(range, picture.range), used)
  if (!whole) return null
  const setup = printSetup(sheet)
  const room = {
    width: Math.max(36, setup.width - setup.margins.left - setup.margins.right),
    height: Math.max(36, setup.height - setup.margins.top - setup.margins.bottom),
  }
  const areas =
    entry.printAreas.length > 0
      ? entry.printAreas.flatMap((area) => common(area, whole) ?? [])
      : [fromOrigin(whole, grid, room)]
  if (areas.length === 0) return null

  const { blocks: merges, covered } = mergedBlocks(sheet, grid, whole, areas)
  const shrunk = (scale: number): number => {
    if (scale < 1) warnings.add('SHEET_SHRUNK', entry.name)
    return scale
  }
  const widest = Math.max(...areas.map(({ left, right }) => grid.widthOf(left, right)))
  const acrossScale =
    setup.fit && setup.fit.wide > 0
      ? Math.min(1, (setup.fit.wide * room.width) / widest)
      : setup.fit
        ? 1
        : (setup.scale ?? (room.width / widest >= LEAST_SCALE ? shrunk(Math.min(1, room.width / widest)) : 1))
  const columnsAt = (scale: number) =>
    areas.map(({ left, right }) =>
      split({
        from: left,
        to: right,
        size: (column) => grid.width(column),
        room: room.width / scale,
        breaks: setup.fit ? [] : sheet.columnBreaks,
        titles: entry.titleColumns && { from: entry.titleColumns.left, to: entry.titleColumns.right },
        most: limits.pages,
      }),
    )
  const first = columnsAt(acrossScale)
  const lastOf = new Map<number, number>()
  for (const page of first.flatMap((pages) => pages ?? []))
    for (const column of page) lastOf.set(column, Math.max(page.at(-1) ?? column, lastOf.get(column) ?? 0))

  const titleHeight = entry.titleRows ? grid.heightOf(entry.titleRows.top, entry.titleRows.bottom) : 0
  const pageHeight = room.height / acrossScale
  const mostHeight = titleHeight < pageHeight / 2 ? pageHeight - titleHeight : pageHeight
  const plans = planCells()
  const highest = Math.max(...areas.map(({ top, bottom }) => grid.heightOf(top, bottom)))
  const scale =
    setup.fit && setup.fit.high > 0
      ? Math.max(0.1, Math.min(acrossScale, (setup.fit.high * room.height) / highest))
      : acrossScale
  const columns = scale === acrossScale ? first : columnsAt(scale)
  const pages = areas.flatMap((area, i): SheetPage[] => {
    const across = columns[i]
    const down = split({
      from: area.top,
      to: area.bottom,
      size: (row) => grid.height(row),
      room: room.height / scale,
      breaks: setup.fit ? [] : sheet.rowBreaks,
      titles: entry.titleRows && { from: entry.titleRows.top, to: entry.titleRows.bottom },
      most: limits.pages,
    })
    if (!across || !down || across.length * down.length > limits.pages)
      throw new ConversionRefused('SHEET_TOO_LARGE', entry.name)
    const page = (rows: number[], cols: number[]): SheetPage => ({
      rows: withTitles(rows, entry.titleRows && { from: entry.titleRows.top, to: entry.titleRows.bottom }),
      columns: withTitles(
        cols,
        entry.titleColumns && { from: entry.titleColumns.left, to: entry.titleColumns.right },
      ),
      firstRow: rows[0] ?? 0,
      firstColumn: cols[0] ?? 0,
    })
    return setup.overThenDown
      ? down.flatMap((rows) => across.map((cols) => page(rows, cols)))
      : across.flatMap((cols) => down.map((rows) => page(rows, cols)))
  })
  if (sheet.has.conditional) warnings.add('CONDITIONAL_FORMAT')
  if (sheet.has.tables) warnings.add('TABLE_STYLE')
  if (sheet.has.headerPicture) warnings.add('WATERMARK_LEFT_OUT')
  // Once, now that no row grows any more.
  const placed = pictures.map((picture) => ({
    ...picture,
    fromLeft: grid.widthOf(0, picture.range.left - 1) + picture.x,
    fromTop: grid.heightOf(0, picture.range.top - 1) + picture.y,
  }))
  return {
    name: entry.name,
    sheet,
    grid,
    setup,
    scale,
    pages,
    plans,
    merges,
    covered,
    pictures: placed,
    styleOf,
  }

  function planCells(): LaidSheet['plans'] {
    const inCells = new CellPictures(parts, (what) => {
      throw new ConversionRefused('FILE_UNDRAWABLE', `${entry.name}：${what}`)
    })
    const zerosHidden = ['0', 'false'].includes(sheet.settings.get('sheetView')?.showZeros ?? '')
    const found: LaidSheet['plans'] = new Map()
    for (const [row, cells] of [...sheet.cells].sort(([a], [b]) => a - b)) {
      if (grid.height(row) === 0 || !areas.some(({ top, bottom }) => row >= top && row <= bottom)) continue
      const filled = new Map(cells.map((cell) => [cell.column, cell]))
      const empty = (column: number): boolean => {
        const cell = filled.get(column)
        return !cell?.value && !covered.has(keyOf(row, column)) && !merges.has(keyOf(row, column))
      }
      const planned = new Map<number, CellPlan>()
      for (const cell of cells) {
        const last = lastOf.get(cell.column)
        if (last === undefined || covered.has(keyOf(row, cell.column))) continue
        if (zerosHidden && cell.value?.kind === 'number' && cell.value.number === 0) continue
        const style = styleOf(cell)
        const shown = shownText(cell, style, date1904)
        if (!shown) continue
        const range = merges.get(keyOf(row, cell.column)) ?? {
          top: row,
          bottom: row,
          left: cell.column,
          right: cell.column,
        }
        const around = {
          mostHeight,
          grid,
          fonts,
          warnings,
          emptyBeside: ({ column }: Cell) => {
            const beside = { left: 0, right: 0 }
            for (let c = column + 1; c <= last && empty(c); c += 1) beside.right += grid.width(c)
            for (let c = column - 1; c >= 0 && lastOf.get(c) === last && empty(c); c -= 1)
              beside.left += grid.width(c)
            return beside
          },
          lastColumn: () => last,
        }
        const picture = pictureName(shown.runs.map(({ text }) => text).join(''))
        if (picture !== null) pictures.push(inCell(inCells.get(picture), range, grid))
        else planned.set(cell.column, planCell(cell, shown, style, range, around))
      }
      if (planned.size > 0) found.set(row, planned)
    }
    return found
  }
}

function refuseObjects({ has, cells, settings }: Sheet, { name }: SheetEntry): void {
  if (isOn(settings.get('sheetView')?.showFormulas))
    throw new ConversionRefused('FILE_UNDRAWABLE', `${name}：显示公式 formulas shown instead of values`)
  if (has.objects) throw new ConversionRefused('FILE_UNDRAWABLE', `${name}：控件或嵌入对象 embedded objects`)
  if (has.sparklines) throw new ConversionRefused('FILE_UNDRAWABLE', `${name}：迷你图 sparklines`)
  for (const row of cells.values())
    for (const cell of row)
      if (cell.row > 1_048_575) throw new ConversionRefused('FILE_UNREADABLE', cellName(cell))
}

const isSeen = ({ fill, left, right, top, bottom, diagonal }: CellStyle): boolean =>
  (fill !== null && fill !== '#ffffff') || Boolean(left ?? right ?? top ?? bottom ?? diagonal)

/** Printing begins at A1 when no area is set; what would be empty pages before the first cell is left out. */
function fromOrigin(
  whole: CellRange,
  grid: Grid,
  { width, height }: { width: number; height: number },
): CellRange {
  return {
    ...whole,
    left: grid.widthOf(0, whole.left - 1) < width / 2 ? 0 : whole.left,
    top: whole.top < 1000 && grid.heightOf(0, whole.top - 1) < height / 2 ? 0 : whole.top,
  }
}

function common(a: CellRange, b: CellRange): CellRange | null {
  const range = {
    top: Math.max(a.top, b.top),
    left: Math.max(a.left, b.left),
    bottom: Math.min(a.bottom, b.bottom),
    right: Math.min(a.right, b.right),
  }
  return range.top <= range.bottom && range.left <= range.right ? range : null
}

function withTitles(page: number[], titles: { from: number; to: number } | null): number[] {
  const [first] = page
  if (!titles || first === undefined || titles.to >= first) return page
  const repeated = []
  for (let i = titles.from; i <= titles.to; i += 1) repeated.push(i)
  return [...repeated, ...page]
}
