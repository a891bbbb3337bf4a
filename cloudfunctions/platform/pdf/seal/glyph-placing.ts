import { type PathCommand, transformPath } from '../appearance/vector-picture'
import { EM_BOTTOM, EM_TOP, type GlyphOutline } from '../fonts/font-set'

/** How a glyph is set: centre of its em box, angle in radians (clockwise), em size, and its width factor. */
export interface GlyphPlace {
  x: number
  y: number
  angle: number
  size: number
  widthFactor: number
}

const EM_MIDDLE = (EM_TOP + EM_BOTTOM) / 2

/** The outline with the centre of its em box at the place, turned about it. */
export function placeGlyph(glyph: GlyphOutline, place: GlyphPlace): PathCommand[] {
  const sx = place.size * place.widthFactor
  const sy = place.size
  const centred = transformPath(glyph.path, [sx, 0, 0, sy, (-glyph.advance / 2) * sx, -EM_MIDDLE * sy])
  const [cos, sin] = [Math.cos(place.angle), Math.sin(place.angle)]
  return transformPath(centred, [cos, sin, -sin, cos, place.x, place.y])
}

/** A horizontal line of glyphs, centred at x, pressed together when it would be wider than `maxWidth`. */
export function placeLine(
  glyphs: readonly GlyphOutline[],
  {
    x,
    y,
    size,
    maxWidth,
    spacing = 0,
  }: { x: number; y: number; size: number; maxWidth: number; spacing?: number },
): PathCommand[] {
  const natural = glyphs.reduce((sum, { advance }) => sum + advance * size, 0) + spacing * (glyphs.length - 1)
  const factor = Math.min(1, maxWidth / natural)
  let at = x - (natural * factor) / 2
  return glyphs.flatMap((glyph) => {
    const width = glyph.advance * size * factor
    const placed = placeGlyph(glyph, { x: at + width / 2, y, angle: 0, size, widthFactor: factor })
    at += width + spacing * factor
    return placed
  })
}

/** Outline of an ellipse ring as two subpaths for even-odd filling. */
export function ring(cx: number, cy: number, rx: number, ry: number, thickness: number): PathCommand[] {
  return [...ellipse(cx, cy, rx, ry), ...ellipse(cx, cy, rx - thickness, ry - thickness)]
}

const KAPPA = 0.55228475

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
