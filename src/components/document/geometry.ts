import type { Place } from '#types/contract'

/** Size of one page in points as displayed (rotated, cropped). */
export interface PageSize {
  width: number
  height: number
}

/** Pages drawn below each other at one width; all figures in px. */
export interface Stack {
  tops: number[]
  heights: number[]
  total: number
}

/** Lays pages out as a column of the given width with `gap` px between and around them. */
export function stackPages(pages: readonly PageSize[], width: number, gap: number): Stack {
  const tops: number[] = []
  const heights: number[] = []
  let top = gap

  for (const page of pages) {
    const height = page.width > 0 ? (width * page.height) / page.width : 0
    tops.push(top)
    heights.push(height)
    top += height + gap
  }
  return { tops, heights, total: top }
}

/** Index of the page at height y (px); a gap belongs to the page above it. */
export function pageAt(stack: Stack, y: number): number {
  let low = 0
  let high = stack.tops.length - 1

  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((stack.tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

/** Pages in view and `beside` on either side, so that long documents keep few nodes and few images. */
export function pagesInView(
  stack: Stack,
  scrollTop: number,
  viewport: number,
  beside = 1,
): { first: number; last: number } {
  const count = stack.tops.length
  if (count === 0) return { first: 0, last: -1 }
  return {
    first: Math.max(0, pageAt(stack, scrollTop) - beside),
    last: Math.min(count - 1, pageAt(stack, scrollTop + viewport) + beside),
  }
}

/**
 * The page one is reading: the one under the upper middle of the window. At the very end it is the last page,
 * even when that page is too short to get there.
 */
export function pageBeingRead(stack: Stack, scrollTop: number, viewport: number): number {
  if (scrollTop + viewport >= stack.total - 2) return Math.max(0, stack.tops.length - 1)
  return pageAt(stack, scrollTop + viewport * 0.4)
}

/** Scroll offset (px) that shows a place in the middle of the window, within the ends of the column. */
export function offsetOf(
  stack: Stack,
  pages: readonly PageSize[],
  place: Pick<Place, 'page' | 'y' | 'height'>,
  viewport: number,
): number {
  const page = pages[place.page]
  const top = stack.tops[place.page]
  const height = stack.heights[place.page]
  if (!page || top === undefined || height === undefined) return 0
  const middle = top + ((place.y + place.height / 2) / page.height) * height
  return Math.max(0, Math.min(stack.total - viewport, middle - viewport / 2))
}

/** A place as CSS percentages of its page, so that it follows every zoom without being computed again. */
export function percentOf(place: Omit<Place, 'page'>, page: PageSize) {
  const share = (part: number, whole: number) => `${Math.round((part / whole) * 1e5) / 1e3}%`

  return {
    left: share(place.x, page.width),
    top: share(place.y, page.height),
    width: share(place.width, page.width),
    height: share(place.height, page.height),
  }
}

/** Places in reading order: by page, then by line (places whose heights overlap share a line), then from the left. */
export function inReadingOrder<T extends Place>(places: readonly T[]): T[] {
  const byTop = [...places].sort((a, b) => a.page - b.page || a.y - b.y)
  const lines: T[][] = []

  for (const place of byTop) {
    const line = lines[lines.length - 1]
    const head = line?.[0]
    const shares = head && head.page === place.page && place.y < head.y + head.height / 2
    if (line && shares) line.push(place)
    else lines.push([place])
  }
  return lines.flatMap((line) => line.sort((a, b) => a.x - b.x))
}

/** Zoom that keeps the paper point under the fingers where it is. Offsets and focus in px. */
export function zoomAbout(
  from: { zoom: number; left: number; top: number },
  zoom: number,
  focus: { x: number; y: number },
): { zoom: number; left: number; top: number } {
  const ratio = zoom / from.zoom
  return {
    zoom,
    left: Math.max(0, (from.left + focus.x) * ratio - focus.x),
    top: Math.max(0, (from.top + focus.y) * ratio - focus.y),
  }
}

export const zoomRange = { least: 1, most: 4 } as const

export function withinZoom(zoom: number): number {
  return Math.min(zoomRange.most, Math.max(zoomRange.least, zoom))
}
