import type { PathCommand } from '../appearance/vector-picture'

/** Part of the radius at which four cubic curves make a circle. */
const KAPPA = 0.55228475

/** Outline of an ellipse ring as two subpaths for even-odd filling. */
export function ring(cx: number, cy: number, rx: number, ry: number, thickness: number): PathCommand[] {
  return [...ellipse(cx, cy, rx, ry), ...ellipse(cx, cy, rx - thickness, ry - thickness)]
}

export function ellipse(cx: number, cy: number, rx: number, ry: number): PathCommand[] {
  const [kx, ky] = [rx * KAPPA, ry * KAPPA]
  return [
    ['M', cx + rx, cy],
    ['C', cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry],
    ['C', cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy],
    ['C', cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry],
    ['C', cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy],
    ['Z'],
  ]
}

/** A border of even thickness along the edges, with slightly rounded corners, for even-odd filling. */
export function frame(width: number, height: number, thickness: number): PathCommand[] {
  const r = cornerOf(width, height)
  return [
    ...roundedRect(0, 0, width, height, r),
    ...roundedRect(
      thickness,
      thickness,
      width - 2 * thickness,
      height - 2 * thickness,
      Math.max(0.1, r - thickness / 2),
    ),
  ]
}

export const cornerOf = (width: number, height: number): number => Math.min(width, height) * 0.06

/** A rectangle with rounded corners, clockwise. */
export function roundedRect(x: number, y: number, width: number, height: number, r: number): PathCommand[] {
  const k = r * (1 - KAPPA)
  const [right, bottom] = [x + width, y + height]
  return [
    ['M', x + r, y],
    ['L', right - r, y],
    ['C', right - k, y, right, y + k, right, y + r],
    ['L', right, bottom - r],
    ['C', right, bottom - k, right - k, bottom, right - r, bottom],
    ['L', x + r, bottom],
    ['C', x + k, bottom, x, bottom - k, x, bottom - r],
    ['L', x, y + r],
    ['C', x, y + k, x + k, y, x + r, y],
    ['Z'],
  ]
}

/** A five-pointed star, one point up; `r` to its points. */
export function star(cx: number, cy: number, r: number): PathCommand[] {
  const points = Array.from({ length: 10 }, (_, i): [number, number] => {
    const radius = i % 2 === 0 ? r : r * 0.381966
    const angle = (i * Math.PI) / 5
    return [cx + radius * Math.sin(angle), cy - radius * Math.cos(angle)]
  })
  return [...points.map(([x, y], i): PathCommand => [i === 0 ? 'M' : 'L', x, y]), ['Z']]
}
