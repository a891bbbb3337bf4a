import { paperDate } from '#platform/kernel/calendar'
import type { Drawing } from '#platform/pdf/appearance/drawing'
import { FontSet } from '#platform/pdf/fonts/font-set'

const size = 14
/** Of the size: a line's height, and from its top to the baseline. */
const lineHeight = 1.2
const baseline = 0.98

/** The Shanghai date, e.g. `2026年11月22日`, as text that can be searched and read aloud; fitted into its field. */
export function dateDrawing(at: number): Drawing {
  const text = paperDate(at)
  const width = FontSet.open().widthOf(text, 'song') * size
  return {
    width,
    height: size * lineHeight,
    items: [{ kind: 'text', text, x: 0, y: size * baseline, size, face: 'song' }],
  }
}
