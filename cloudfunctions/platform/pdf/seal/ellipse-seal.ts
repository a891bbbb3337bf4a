import { type PathCommand, transformPath, type VectorPicture } from '../appearance/vector-picture'
import type { FontSet } from '../fonts/font-set'
import { placeGlyph, placeLine, ring } from './glyph-placing'

export interface EllipseSeal {
  name: string
  bottomLine: string
  /** tax number or the like across the middle */
  code?: string
  color: string
  /** points; the height is two thirds */
  width: number
}

const BOX = { width: 450, height: 300 }
const CENTRE = { x: 225, y: 150 }

/** Ellipse of 45 × 30 mm: name along the upper arc, code across the middle, a line below. */
export function drawEllipseSeal(fonts: FontSet, seal: EllipseSeal): VectorPicture {
  const ink = arcName(fonts, seal.name)
  if (seal.code) {
    const glyphs = fonts.outlinesOf(seal.code, 'hei')
    ink.push(...placeLine(glyphs, { x: CENTRE.x, y: 160, size: 32, maxWidth: 290 }))
  }
  const bottom = fonts.outlinesOf(seal.bottomLine, 'song-bold')
  ink.push(...placeLine(bottom, { x: CENTRE.x, y: 222, size: 36, maxWidth: 230, spacing: 3 }))
  const scale = seal.width / BOX.width
  const shrink = (path: PathCommand[]) => transformPath(path, [scale, 0, 0, scale, 0, 0])
  return {
    width: seal.width,
    height: BOX.height * scale,
    shapes: [
      { d: shrink(ring(CENTRE.x, CENTRE.y, 220, 145, 10)), fill: seal.color, evenOdd: true },
      { d: shrink(ink), fill: seal.color },
    ],
  }
}

/** Equal distances on an ellipse are no equal angles: positions come from a table of arc lengths. */
function arcName(fonts: FontSet, name: string): PathCommand[] {
  const glyphs = fonts.outlinesOf(name, 'song-bold')
  const n = glyphs.length
  const size = Math.max(34, Math.min(50, 58 - n))
  const rx = 220 - 10 - 7 - size / 2
  const ry = 145 - 10 - 7 - size / 2
  const half = (Math.min(118, 24 + 7 * n) * Math.PI) / 180
  const table = arcTable(rx, ry, half)
  const total = table[table.length - 1]?.length ?? 0
  const pitch = total / n
  const widthFactor = Math.min(0.8, (pitch * 0.88) / size)
  return glyphs.flatMap((glyph, i) => {
    const { angle } = lookUp(table, pitch * (i + 0.5))
    const x = CENTRE.x + rx * Math.sin(angle)
    const y = CENTRE.y - ry * Math.cos(angle)
    // Characters stand on the tangent, so they turn with the curve and not with the radius.
    const tangent = Math.atan2(ry * Math.sin(angle), rx * Math.cos(angle))
    return placeGlyph(glyph, { x, y, angle: tangent, size, widthFactor })
  })
}

interface ArcPoint {
  angle: number
  length: number
}

function arcTable(rx: number, ry: number, half: number): ArcPoint[] {
  const steps = 720
  const table: ArcPoint[] = [{ angle: -half, length: 0 }]
  for (let i = 1; i <= steps; i++) {
    const before = table[i - 1] as ArcPoint
    const angle = -half + (2 * half * i) / steps
    const dx = rx * (Math.sin(angle) - Math.sin(before.angle))
    const dy = ry * (Math.cos(angle) - Math.cos(before.angle))
    table.push({ angle, length: before.length + Math.hypot(dx, dy) })
  }
  return table
}

const lookUp = (table: readonly ArcPoint[], length: number): ArcPoint =>
  table.find((point) => point.length >= length) ?? (table[table.length - 1] as ArcPoint)
