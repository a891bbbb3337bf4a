import { heightOf, type TextLine } from './cell-lines'
import type { CellPlan } from './cell-plan'
import type { LaidSheet, SheetPage } from './sheet-layout'

/**
 * The lines of a cell's text that stand on this page. A merged block over several pages shows its text on the first
 * of them; what does not fit there goes on in the next ones.
 */
export function linesOnPage(laid: LaidSheet, page: SheetPage, plan: CellPlan): TextLine[] {
  const { range, lines } = plan
  const first = laid.pages.find(
    (candidate) =>
      candidate.firstColumn === page.firstColumn &&
      candidate.firstRow <= range.top &&
      (candidate.rows.at(-1) ?? 0) >= range.top,
  )
  const end = page.rows.at(-1) ?? range.bottom
  const continued = page.firstRow > range.top && !page.rows.includes(range.top)
  if (!first || range.bottom <= (first.rows.at(-1) ?? range.bottom)) return lines
  const { grid } = laid
  if (heightOf(lines) <= grid.heightOf(range.top, first.rows.at(-1) ?? range.bottom) + 0.5)
    return continued ? [] : lines
  const from = continued ? grid.heightOf(range.top, page.firstRow - 1) : 0
  const to = end >= range.bottom ? Infinity : grid.heightOf(range.top, Math.max(end, range.top))
  let at = 0
  return lines.filter(({ height }) => {
    const start = at
    at += height
    return start >= from && start < to
  })
}
