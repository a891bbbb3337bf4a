import type { Cell, Sheet } from './sheet'
import type { CellRange } from './reference'
import type { Styles } from './styles'

/** Sizes of columns and rows in points; hidden ones are 0. */
export class Grid {
  private readonly widths = new Map<number, number>()
  private readonly heights = new Map<number, number>()
  private readonly usualWidth: number
  readonly usualHeight: number

  constructor(
    readonly sheet: Sheet,
    styles: Styles,
  ) {
    const format = sheet.settings.get('sheetFormatPr') ?? {}
    const { size } = styles.standard.font
    // Digits of the standard font at 96 dpi: 7 pixels for 11 points, 8 for 12 (§18.3.1.13).
    const digit = Math.max(5, Math.floor((size * 4) / 3 / 2))
    const pixels = (characters: number): number =>
      Math.trunc(((256 * characters + Math.trunc(128 / digit)) / 256) * digit)
    const base = Number(format.baseColWidth ?? 8)
    this.usualWidth =
      (format.defaultColWidth === undefined
        ? Math.ceil((base * digit + 5) / 8) * 8
        : pixels(Number(format.defaultColWidth))) * 0.75
    this.usualHeight = Number(format.defaultRowHeight ?? Math.max(13.5, size * 1.28))
    for (const { first, last, width, hidden } of sheet.columns) {
      if (width === null && !hidden) continue
      const points = hidden ? 0 : pixels(width ?? 0) * 0.75
      for (let column = first; column <= Math.min(last, 16_383); column += 1) this.widths.set(column, points)
    }
    for (const [row, { height, hidden }] of sheet.rows)
      if (hidden) this.heights.set(row, 0)
      else if (height !== null) this.heights.set(row, height)
  }

  width(column: number): number {
    return this.widths.get(column) ?? this.usualWidth
  }

  height(row: number): number {
    return this.heights.get(row) ?? this.usualHeight
  }

  grow(row: number, height: number): void {
    this.heights.set(row, Math.max(this.height(row), height))
  }

  widthOf(left: number, right: number): number {
    let sum = 0
    for (let column = left; column <= right; column += 1) sum += this.width(column)
    return sum
  }

  heightOf(top: number, bottom: number): number {
    let sum = 0
    for (let row = top; row <= bottom; row += 1) sum += this.height(row)
    return sum
  }

  /** Column at a distance from the sheet's left edge, and row from its top. */
  columnAt(x: number): number {
    let column = 0
    for (let at = this.width(0); at < x && column < 16_383; at += this.width(column)) column += 1
    return column
  }

  rowAt(y: number): number {
    let row = 0
    for (let at = this.height(0); at < y && row < 1_048_575; at += this.height(row)) row += 1
    return row
  }
}

/** Cells with a value or something to be seen around them; null when there are none. */
export function usedRange(sheet: Sheet, visible: (cell: Cell) => boolean): CellRange | null {
  let range: CellRange | null = null
  for (const cells of sheet.cells.values())
    for (const cell of cells) {
      if (!visible(cell)) continue
      const { row, column } = cell
      range = united(range, { top: row, bottom: row, left: column, right: column })
    }
  if (!range) return null
  // A merged block counts whole when its first cell counts.
  for (const merge of sheet.merges)
    if (
      merge.top >= range.top &&
      merge.top <= range.bottom &&
      merge.left >= range.left &&
      merge.left <= range.right
    )
      range = united(range, merge)
  return range
}

export function united(a: CellRange | null, b: CellRange): CellRange {
  if (!a) return { ...b }
  return {
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  }
}

export interface Axis {
  from: number
  to: number
  size: (index: number) => number
  /** points of paper for them */
  room: number
  /** index of the last one before each break by hand */
  breaks: readonly number[]
  /** repeated on every page that does not hold them anyway */
  titles: { from: number; to: number } | null
  most: number
}

/** Columns, or rows, of each page; null when there are more than `most` pages. Hidden ones are left out. */
export function split({ from, to, size, room, breaks, titles, most }: Axis): number[][] | null {
  const pages: number[][] = []
  const broken = new Set(breaks)
  let page: number[] = []
  let used = 0
  const titleSize = (first: number): number => {
    let sum = 0
    if (titles && titles.to < first) for (let i = titles.from; i <= titles.to; i += 1) sum += size(i)
    return sum < room / 2 ? sum : 0
  }
  const end = (): boolean => {
    if (page.length > 0) pages.push(page)
    page = []
    used = 0
    return pages.length <= most
  }
  for (let i = from; i <= to; i += 1) {
    const own = size(i)
    if (own > 0) {
      if (page.length === 0) used = titleSize(i)
      // A hair's breadth over is no reason for another page.
      else if (used + own > room + 0.5) {
        if (!end()) return null
        used = titleSize(i)
      }
      page.push(i)
      used += own
    }
    if (broken.has(i + 1) && i < to && !end()) return null
  }
  return end() ? pages : null
}
