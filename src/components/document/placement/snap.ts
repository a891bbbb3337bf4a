import type { PageSize } from '../geometry'
import type { Rect } from './placed-field'

/** A line that shows why a rectangle clings: `x` stands upright at that abscissa, `y` lies at that height (points). */
export interface Guide {
  axis: 'x' | 'y'
  at: number
}

interface Pull {
  by: number
  at: number
}

function nearest(own: readonly number[], theirs: readonly number[], tolerance: number): Pull | null {
  let best: Pull | null = null

  for (const mine of own) {
    for (const at of theirs) {
      const by = at - mine
      if (Math.abs(by) > tolerance) continue
      if (!best || Math.abs(by) < Math.abs(best.by)) best = { by, at }
    }
  }
  return best
}

/**
 * Lets a rectangle cling to the edges and middles of the others on its page and to the middle of the page.
 * Everything in points; `tolerance` is the screen distance of 4 px turned into points by the caller.
 */
export function snap(
  rect: Rect,
  others: readonly Rect[],
  page: PageSize,
  tolerance: number,
): { rect: Rect; guides: Guide[] } {
  const x = nearest(
    [rect.x, rect.x + rect.width / 2, rect.x + rect.width],
    [
      page.width / 2,
      ...others.flatMap((other) => [other.x, other.x + other.width / 2, other.x + other.width]),
    ],
    tolerance,
  )
  const y = nearest(
    [rect.y, rect.y + rect.height / 2, rect.y + rect.height],
    others.flatMap((other) => [other.y, other.y + other.height / 2, other.y + other.height]),
    tolerance,
  )
  const guides: Guide[] = []
  if (x) guides.push({ axis: 'x', at: x.at })
  if (y) guides.push({ axis: 'y', at: y.at })

  return { rect: { ...rect, x: rect.x + (x?.by ?? 0), y: rect.y + (y?.by ?? 0) }, guides }
}
