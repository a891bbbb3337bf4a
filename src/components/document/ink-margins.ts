/** Darker than this counts as ink, 0–255; scans are never quite white. */
const paperLevel = 232
/** A column with fewer dark pixels is dust or a binding mark, share of the height. */
const leastInk = 0.004

/**
 * Empty space at the left and right of a page, as shares of its width, from its RGBA pixels. A blank page has none
 * to give away.
 */
export function inkMargins(
  pixels: ArrayLike<number>,
  width: number,
  height: number,
): { left: number; right: number } {
  const inked = (x: number) => {
    let dark = 0
    for (let y = 0; y < height; y += 1) {
      const at = (y * width + x) * 4
      const level = Math.min(pixels[at] ?? 255, pixels[at + 1] ?? 255, pixels[at + 2] ?? 255)
      if (level < paperLevel) dark += 1
    }
    return dark > height * leastInk
  }
  let left = 0
  while (left < width && !inked(left)) left += 1
  if (left === width) return { left: 0, right: 0 }
  let right = 0
  while (right < width && !inked(width - 1 - right)) right += 1

  return { left: left / width, right: right / width }
}

/** A little paper stays at both sides of the text, share of the width. */
const rest = 0.03
const mostZoom = 1.5

/**
 * Zoom at which the text fills the window and the empty margins lie outside, so that a phone shows readable text.
 * `fields`: places that must stay in view, as shares of the page width.
 */
export function fittingZoom(
  margins: { left: number; right: number },
  fields: readonly { from: number; to: number }[],
): number {
  const free = fields.reduce(
    (least, { from, to }) => Math.min(least, from, 1 - to),
    Math.min(margins.left, margins.right),
  )
  const cut = Math.max(0, free - rest)
  return Math.min(mostZoom, 1 / (1 - 2 * cut))
}
