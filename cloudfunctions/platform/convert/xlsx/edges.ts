import type { PathCommand, VectorShape } from '../../pdf/appearance/vector-picture'
import type { CellBorder } from './styles'

const WIDTHS: Readonly<Record<string, number>> = {
  hair: 0.25,
  thin: 0.5,
  dotted: 0.5,
  dashed: 0.5,
  dashDot: 0.5,
  dashDotDot: 0.5,
  medium: 1.25,
  mediumDashed: 1.25,
  mediumDashDot: 1.25,
  mediumDashDotDot: 1.25,
  slantDashDot: 1.25,
  thick: 2,
  double: 0.5,
}

/** Stroke, gap … in multiples of the line's width. */
const DASHES: Readonly<Record<string, readonly number[]>> = {
  hair: [1, 1],
  dotted: [2, 2],
  dashed: [6, 3],
  mediumDashed: [5, 2],
  dashDot: [8, 3, 2, 3],
  mediumDashDot: [6, 2, 1, 2],
  slantDashDot: [6, 2, 1, 2],
  dashDotDot: [8, 3, 2, 3, 2, 3],
  mediumDashDotDot: [6, 2, 1, 2, 1, 2],
}
const MOST_DASHES = 400

/** A border line from one point to another, as paths. `scale` of the sheet on the page. */
export function edge(
  { style, colour }: CellBorder,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  scale: number,
): VectorShape {
  const strokeWidth = (WIDTHS[style] ?? 0.5) * Math.max(0.5, Math.min(1, scale))
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length]
  const d: PathCommand[] = []
  if (style === 'double') {
    for (const side of [-0.75, 0.75]) {
      const [ox, oy] = [-uy * side, ux * side]
      d.push(['M', x1 + ox, y1 + oy], ['L', x2 + ox, y2 + oy])
    }
    return { d, stroke: colour, strokeWidth }
  }
  const dashes = DASHES[style]
  if (!dashes || length / strokeWidth > MOST_DASHES * 4) {
    d.push(['M', x1, y1], ['L', x2, y2])
    return { d, stroke: colour, strokeWidth }
  }
  for (let at = 0, i = 0; at < length && d.length < MOST_DASHES * 2; i += 1) {
    const step = (dashes[i % dashes.length] ?? 1) * strokeWidth
    const to = Math.min(length, at + step)
    if (i % 2 === 0) d.push(['M', x1 + ux * at, y1 + uy * at], ['L', x1 + ux * to, y1 + uy * to])
    at = to
  }
  return { d, stroke: colour, strokeWidth }
}

export function box(x: number, y: number, width: number, height: number): PathCommand[] {
  return [['M', x, y], ['L', x + width, y], ['L', x + width, y + height], ['L', x, y + height], ['Z']]
}
