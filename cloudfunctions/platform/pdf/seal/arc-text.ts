import type { PathCommand } from '../appearance/vector-picture'
import type { GlyphOutline } from '../fonts/font-set'
import { placeGlyph } from './glyph-placing'

/** An ellipse; a circle when both radii are the same. */
export interface Oval {
  cx: number
  cy: number
  rx: number
  ry: number
}

export interface ArcText {
  /** room of each character beside the others, 1 for most */
  places: readonly number[]
  /** the heads of the characters reach to this line */
  outer: Oval
  /** em size */
  size: number
  /** half of the arc that the text takes, radians from the top */
  half: number
  /** width of a character at most, in parts of its height */
  widest: number
}

/** Part of the room of a character that it may fill; the rest keeps neighbours apart. */
const FILL = 0.9

/**
 * Characters on the upper arc, from left to right, heads outwards. They are spaced evenly where they stand closest, at
 * their feet: on an ellipse equal angles or equal distances further out would make them collide at the sides.
 */
export function arcText(glyphs: readonly GlyphOutline[], text: ArcText): PathCommand[][] {
  const { outer, size } = text
  const feet = { rx: outer.rx - size, ry: outer.ry - size }
  const table = arcTable(feet.rx, feet.ry, text.half)
  const total = text.places.reduce((sum, place) => sum + place, 0)
  const pitch = (table[table.length - 1]?.length ?? 0) / total
  const widthFactor = Math.min(text.widest, (pitch * FILL) / size)
  let at = 0
  return glyphs.map((glyph, i) => {
    const place = text.places[i] ?? 1
    const angle = angleAt(table, pitch * (at + place / 2))
    at += place
    // Characters stand upright on the curve, so they turn with its normal and not with the radius.
    const normal = Math.atan2(feet.ry * Math.sin(angle), feet.rx * Math.cos(angle))
    return placeGlyph(glyph, {
      x: outer.cx + feet.rx * Math.sin(angle) + (size / 2) * Math.sin(normal),
      y: outer.cy - feet.ry * Math.cos(angle) - (size / 2) * Math.cos(normal),
      angle: normal,
      size,
      widthFactor,
    })
  })
}

interface ArcPoint {
  angle: number
  /** along the curve from its start */
  length: number
}

/** The length of an elliptic arc has no closed form. */
function arcTable(rx: number, ry: number, half: number): ArcPoint[] {
  const steps = 720
  const table: ArcPoint[] = [{ angle: -half, length: 0 }]
  let last: ArcPoint = { angle: -half, length: 0 }
  for (let i = 1; i <= steps; i++) {
    const angle = -half + (2 * half * i) / steps
    const dx = rx * (Math.sin(angle) - Math.sin(last.angle))
    const dy = ry * (Math.cos(angle) - Math.cos(last.angle))
    last = { angle, length: last.length + Math.hypot(dx, dy) }
    table.push(last)
  }
  return table
}

function angleAt(table: readonly ArcPoint[], length: number): number {
  const next = Math.max(
    1,
    table.findIndex((point) => point.length >= length),
  )
  const [a, b] = [table[next - 1], table[next]]
  if (!a || !b) return 0
  return a.angle + ((b.angle - a.angle) * (length - a.length)) / (b.length - a.length)
}
