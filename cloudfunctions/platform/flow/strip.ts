import type { Canvas } from './canvas'

/**
 * The unit of page breaking: a line, a table row. Laid out for the width of its column already; it only needs a place.
 */
export interface Strip {
  height: number
  /** empty space above it; falls away at the top of a page after a natural break */
  gapBefore: number
  /** no page break between this strip and the next */
  glued: boolean
  /** the column or page ends before this strip */
  breakBefore?: 'page' | 'column'
  /** ... after it: what follows begins there */
  breakAfter?: 'page' | 'column'
  notes?: readonly NoteStrips[]
  /** repeated above the strip where it begins a page, unless its table begins there */
  heading?: Strip
  draw(canvas: Canvas, x: number, y: number): void
  /** Cut so that the head is at most `room` high; null when it cannot be cut there. `force`: cut wherever possible. */
  split?(room: number, force: boolean): { head: Strip; tail?: Strip } | null
}

/** A footnote's lines, for the foot of the page that its mark stands on. */
export interface NoteStrips {
  strips: Strip[]
  height: number
}

export const heightOf = (strips: readonly Strip[]): number =>
  strips.reduce((sum, strip) => sum + strip.gapBefore + strip.height, 0)

/** How many strips from the start fit into `room`, with their gaps; the first one's gap counts. */
export function fitting(strips: readonly Strip[], room: number): { count: number; height: number } {
  let height = 0
  let count = 0
  for (const strip of strips) {
    const next = height + strip.gapBefore + strip.height
    if (next > room + 0.01) break
    height = next
    count++
  }
  return { count, height }
}

export function drawStrips(strips: readonly Strip[], canvas: Canvas, x: number, y: number): void {
  let at = y
  for (const strip of strips) {
    at += strip.gapBefore
    strip.draw(canvas, x, at)
    at += strip.height
  }
}
