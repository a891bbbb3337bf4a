import type { LayoutContext } from './layout-context'
import type { TableCell, TableRow } from './model'
import { drawCellBoxes, type CellBox } from './cell-boxes'
import type { NoteStrips, Strip } from './strip'
import { fitting, heightOf } from './strip'

/** Rows that belong together because cells span them; most groups are one row. */
export interface RowGroup {
  rows: GroupRow[]
  /** cells that began on a page before and still reach into these rows */
  carried: OpenCell[]
}

export interface GroupRow {
  height: TableRow['height']
  cantSplit: boolean
  cells: GroupCell[]
}

export interface GroupCell {
  x: number
  width: number
  padding: { top: number; right: number; bottom: number; left: number }
  cell: TableCell
  rowSpan: number
  strips: Strip[]
  /** space after the last paragraph */
  after: number
}

/** A cell on the page being filled: how many rows it still covers and where its box on this page begins. */
interface OpenCell {
  cell: GroupCell
  rowsLeft: number
  top: number
}

/** The strip of a group, with the ability to break over pages. */
export function rowGroupStrip(group: RowGroup, context: LayoutContext): Strip {
  const whole = fill(group, Infinity, true, context)
  return boxesStrip(whole.boxes, whole.height, (room, force) => {
    const { boxes, height, rest } = fill(group, room, force, context)
    if (height <= 0) return null
    return { head: boxesStrip(boxes, height), ...(rest ? { tail: rowGroupStrip(rest, context) } : {}) }
  })
}

function boxesStrip(boxes: CellBox[], height: number, split?: Strip['split']): Strip {
  const notes = boxes.flatMap((box) =>
    box.strips.flatMap((strip): readonly NoteStrips[] => strip.notes ?? []),
  )
  return {
    height,
    gapBefore: 0,
    glued: false,
    ...(notes.length > 0 ? { notes } : {}),
    draw: (canvas, x, y) => drawCellBoxes(boxes, canvas, x, y),
    ...(split ? { split } : {}),
  }
}

interface Filled {
  boxes: CellBox[]
  height: number
  rest: RowGroup | null
}

/** Puts rows below one another until `room` is used up; what is left becomes a group of its own. */
function fill(group: RowGroup, room: number, force: boolean, context: LayoutContext): Filled {
  const boxes: CellBox[] = []
  let open: OpenCell[] = group.carried.map((cell) => ({ ...cell, top: 0 }))
  let y = 0
  for (let index = 0; index < group.rows.length; index++) {
    const row = group.rows[index]
    if (!row) break
    const starting: OpenCell[] = row.cells.map((cell) => ({ cell, rowsLeft: cell.rowSpan, top: y }))
    const all = [...open, ...starting]
    const height = rowHeight(row, all, y, context)
    if (y + height > room + 0.01) {
      const mayCut = !row.cantSplit || (force && y === 0)
      const cut = mayCut ? cutRow(all, y, room, force && y === 0) : null
      if (cut) {
        return {
          boxes: [...boxes, ...cut.boxes],
          height: room,
          rest: remainder(row, cut.rest, new Set(row.cells), group.rows.slice(index + 1)),
        }
      }
      if (y === 0) return { boxes: [], height: 0, rest: group }
      // The cells that reach down get a box to here and go on overleaf.
      const carried: OpenCell[] = []
      for (const cell of open) {
        const part = cutCell(cell, y)
        boxes.push(part.box)
        carried.push({ cell: part.cell, rowsLeft: cell.rowsLeft, top: 0 })
      }
      return { boxes, height: y, rest: { rows: group.rows.slice(index), carried } }
    }
    y += height
    open = []
    for (const cell of all) {
      if (cell.rowsLeft <= 1) boxes.push(boxOf(cell.cell, cell.top, y - cell.top, cell.cell.strips))
      else open.push({ ...cell, rowsLeft: cell.rowsLeft - 1 })
    }
  }
  for (const cell of open) boxes.push(boxOf(cell.cell, cell.top, y - cell.top, cell.cell.strips))
  return { boxes, height: y, rest: null }
}

/** What goes overleaf of a row that was cut, with the rows below it. */
function remainder(
  row: GroupRow,
  parts: readonly CutCell[],
  starting: ReadonlySet<GroupCell>,
  below: GroupRow[],
): RowGroup | null {
  const started = parts.filter((part) => starting.has(part.from))
  const carried = parts.filter((part) => !starting.has(part.from))
  if (
    started.some((part) => part.cell.strips.length > 0) ||
    carried.some((part) => part.rowsLeft <= 1 && part.cell.strips.length > 0)
  ) {
    const rest: GroupRow = { ...row, height: undefined, cells: started.map((part) => part.cell) }
    return {
      rows: [rest, ...below],
      carried: carried.map((part) => ({ cell: part.cell, rowsLeft: part.rowsLeft, top: 0 })),
    }
  }
  // Nothing is left of this row: only cells that reach further down go on.
  const reaching = parts.filter((part) => part.rowsLeft > 1)
  if (below.length === 0) return null
  return {
    rows: below,
    carried: reaching.map((part) => ({ cell: part.cell, rowsLeft: part.rowsLeft - 1, top: 0 })),
  }
}

/** A row is as high as its highest cell asks for, or as it says; spanning cells ask in their last row. */
function rowHeight(row: GroupRow, cells: readonly OpenCell[], y: number, context: LayoutContext): number {
  let needed = row.cells.length === 0 ? 1 : 0
  for (const { cell, rowsLeft, top } of cells)
    if (rowsLeft <= 1) needed = Math.max(needed, contentHeight(cell) - (y - top))
  if (row.height?.rule === 'exact') {
    if (needed > row.height.points + 2) context.warn('ROW_CLIPPED')
    // Text that does not fit would be cut off: the row grows instead, nothing is lost.
    return Math.max(row.height.points, needed > row.height.points + 2 ? needed : 0)
  }
  return Math.max(needed, row.height?.points ?? 0)
}

const contentHeight = ({ strips, padding, after }: GroupCell): number =>
  heightOf(strips) + after + padding.top + padding.bottom

interface CutCell {
  box: CellBox
  /** the cell with what is left of it */
  cell: GroupCell
  from: GroupCell
  rowsLeft: number
}

/** Cuts a row at `room`; null when no cell would get a line onto this page, or nothing would be left. */
function cutRow(
  cells: readonly OpenCell[],
  y: number,
  room: number,
  force: boolean,
): { boxes: CellBox[]; rest: CutCell[] } | null {
  const cuts = cells.map((cell) => cutCell(cell, room, force))
  const moved = cuts.some((cut, i) => {
    const before = cells[i]?.cell.strips
    return before !== undefined && before.length > 0 && cut.box.strips.length > 0
  })
  // A cell whose first line does not fit would stand empty on this page beside its neighbours' text.
  const starved = cuts.some(
    (cut, i) => (cells[i]?.cell.strips.length ?? 0) > 0 && cut.box.strips.length === 0 && cells[i]?.top === y,
  )
  if (room - y < 8 || !moved || (starved && !force)) return null
  return { boxes: cuts.map((cut) => cut.box), rest: cuts }
}

function cutCell(open: OpenCell, end: number, force = false): CutCell {
  const { cell, top } = open
  const room = end - top - cell.padding.top
  const { count, height } = fitting(cell.strips, room)
  let kept = cell.strips.slice(0, count)
  let rest = cell.strips.slice(count)
  const next = rest[0]
  const cut = next?.split?.(room - height - next.gapBefore, force && count === 0)
  if (next && cut) {
    cut.head.gapBefore = next.gapBefore
    kept = [...kept, cut.head]
    rest = [...(cut.tail ? [cut.tail] : []), ...rest.slice(1)]
  } else if (next && force && count === 0 && next.height > room) {
    // Higher than a page and in one piece: it is set all the same.
    kept = [next]
    rest = rest.slice(1)
  }
  return {
    box: boxOf(cell, top, end - top, kept),
    cell: { ...cell, strips: withoutGap(rest) },
    from: cell,
    rowsLeft: open.rowsLeft,
  }
}

function withoutGap(strips: Strip[]): Strip[] {
  const [first, ...others] = strips
  return first ? [{ ...first, gapBefore: 0 }, ...others] : []
}

const boxOf = (cell: GroupCell, y: number, height: number, strips: Strip[]): CellBox => ({
  x: cell.x,
  y,
  width: cell.width,
  height,
  padding: cell.padding,
  cell: cell.cell,
  strips,
})
