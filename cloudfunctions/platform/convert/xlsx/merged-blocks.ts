import { ConversionRefused } from '../conversion'
import type { Grid } from './grid'
import type { CellRange } from './reference'
import type { Sheet } from './sheet'

/** Cells hidden under merged blocks. */
const MOST_COVERED = 2_000_000

export const keyOf = (row: number, column: number): string => `${row}:${column}`

export interface MergedBlocks {
  /** by the first cell that is shown of them */
  blocks: Map<string, CellRange>
  /** blocks by the other cells under them */
  covered: Map<string, CellRange>
}

/**
 * Merged blocks as far as they are shown. One whose first row or column is hidden, or lies outside what is printed,
 * shows its value in what is left of it: the value moves to the first cell there. @throws ConversionRefused FILE_TOO_COMPLEX
 */
export function mergedBlocks(
  sheet: Sheet,
  grid: Grid,
  whole: CellRange,
  areas: readonly CellRange[],
): MergedBlocks {
  const found: MergedBlocks = { blocks: new Map(), covered: new Map() }
  for (const merge of sheet.merges) {
    const end = { bottom: Math.min(merge.bottom, whole.bottom), right: Math.min(merge.right, whole.right) }
    // Cells under blocks are few in a sound file.
    const under = (end.bottom - merge.top + 1) * (end.right - merge.left + 1)
    if (found.covered.size + under > MOST_COVERED) throw new ConversionRefused('FILE_TOO_COMPLEX')
    const block = { ...merge, ...shownCorner(merge, end, grid, areas) }
    if (block.top !== merge.top || block.left !== merge.left) moveValue(sheet, merge, block)
    found.blocks.set(keyOf(block.top, block.left), block)
    for (let row = merge.top; row <= end.bottom; row += 1)
      for (let column = merge.left; column <= end.right; column += 1)
        if (row !== block.top || column !== block.left) found.covered.set(keyOf(row, column), block)
  }
  return found
}

/** The first cell of a block that is printed and not hidden; its own first cell when there is none. */
function shownCorner(
  merge: CellRange,
  end: { bottom: number; right: number },
  grid: Grid,
  areas: readonly CellRange[],
): { top: number; left: number } {
  for (const area of areas) {
    let top = Math.max(merge.top, area.top)
    let left = Math.max(merge.left, area.left)
    const bottom = Math.min(end.bottom, area.bottom)
    const right = Math.min(end.right, area.right)
    while (top <= bottom && grid.height(top) === 0) top += 1
    while (left <= right && grid.width(left) === 0) left += 1
    if (top <= bottom && left <= right) return { top, left }
  }
  return merge
}

function moveValue({ cells }: Sheet, from: CellRange, { top, left }: CellRange): void {
  const cell = cells.get(from.top)?.find(({ column }) => column === from.left)
  if (!cell) return
  const row = (cells.get(top) ?? []).filter(({ column }) => column !== left)
  cells.set(top, [...row, { ...cell, row: top, column: left }])
}
