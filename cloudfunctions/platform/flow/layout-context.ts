import type { Measure } from './measure'
import type { FlowBlock } from './model'
import type { Strip } from './strip'
import type { FlowWarning } from './warnings'

/** What every part of the layout needs to know; one a section and pass. */
export interface LayoutContext {
  measure: Measure
  /** the section's line grid; none inside of what does not keep to it */
  linePitch?: number
  /** room that page numbers are given while lines are filled: the totals of the pass before */
  estimate: { page: number; pages: number; sectionPages: number }
  /** height of the text area: taller pictures are made smaller */
  maxHeight: number
  /** tables may reach this far over the column's right edge, points */
  overhang: number
  /** the text holds a total that only a finished pass knows */
  onTotalUsed(): void
  warn(warning: FlowWarning): void
  /** lays out what stands inside of a cell or a footnote */
  layoutBlocks(blocks: readonly FlowBlock[], width: number, context: LayoutContext): Strip[]
  /** nested tables so far; a document made to hurt must not exhaust the stack */
  depth: number
}
