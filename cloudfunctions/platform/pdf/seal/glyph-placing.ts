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

export interface LinePlace {
  /** centre of the line */
  x: number
  y: number
  /** em size */
  size: number
  maxWidth: number
  /** between characters */
  spacing?: number
  /** width of a character in parts of its height */
  widthFactor?: number
}

/** A horizontal line of glyphs, centred, pressed together when it would be wider than `maxWidth`. */
export function placeLine(glyphs: readonly GlyphOutline[], line: LinePlace): PathCommand[][] {
  const { x, y, size, maxWidth, spacing = 0, widthFactor = 1 } = line
  const advances = glyphs.map(({ advance }) => advance * size * widthFactor)
  const natural = advances.reduce((sum, advance) => sum + advance, 0) + spacing * (glyphs.length - 1)
  const press = Math.min(1, maxWidth / natural)
  let at = x - (natural * press) / 2
  return glyphs.map((glyph, i) => {
    const width = (advances[i] ?? 0) * press
    const placed = placeGlyph(glyph, {
      x: at + width / 2,
      y,
      angle: 0,
      size,
      widthFactor: widthFactor * press,
    })
    at += width + spacing * press
    return placed
  })
}

interface Cell {
  x: number
  y: number
  width: number
  height: number
}

/** How far a character may be stretched beyond its em box to fill a cell of a carved seal. */
const STRETCH = 1.22

/** A glyph whose ink fills a cell, as in a carved seal; sparse characters (一, 小) are stretched only a little. */
export function fillCell(glyph: GlyphOutline, cell: Cell): PathCommand[] {
  const ink = inkBox(glyph.path)
  if (ink.width <= 0 || ink.height <= 0) return []
  const sx = Math.min(cell.width / ink.width, cell.width * STRETCH)
  const sy = Math.min(cell.height / ink.height, cell.height * STRETCH)
  const [x, y] = [cell.x + cell.width / 2, cell.y + cell.height / 2]
  return transformPath(glyph.path, [
    sx,
    0,
    0,
    sy,
    x - (ink.x + ink.width / 2) * sx,
    y - (ink.y + ink.height / 2) * sy,
  ])
}

/** Box around all points of a path, control points included. */
export function inkBox(path: readonly PathCommand[]): Cell {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [, ...values] of path)
    for (let i = 0; i + 1 < values.length; i += 2) {
      const [x, y] = [Number(values[i]), Number(values[i + 1])]
      x0 = Math.min(x0, x)
      x1 = Math.max(x1, x)
      y0 = Math.min(y0, y)
      y1 = Math.max(y1, y)
    }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 }
}
