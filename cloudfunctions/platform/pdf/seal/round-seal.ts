import { type PathCommand, transformPath, type VectorPicture } from '../appearance/vector-picture'
import type { FontSet } from '../fonts/font-set'
import { placeGlyph, placeLine, ring } from './glyph-placing'

export interface RoundSeal {
  name: string
  bottomLine?: string
  /** 13 digits on the lower arc */
  code?: string
  color: string
  /** points */
  diameter: number
}

// Everything is laid out in a box of 500 units and scaled at the end.
const BOX = 500
const CENTRE = 250
const RING = { radius: 240, thickness: 13 }
const STAR = 76

/** Ring, five-pointed star, name on the upper arc from left to right, further line and code below. */
export function drawRoundSeal(fonts: FontSet, seal: RoundSeal): VectorPicture {
  const ink: PathCommand[] = [...arcName(fonts, seal.name), ...star(CENTRE, CENTRE, STAR)]
  if (seal.bottomLine) {
    const glyphs = fonts.outlinesOf(seal.bottomLine, 'song-bold')
    const size = glyphs.length <= 6 ? 46 : 40
    ink.push(...placeLine(glyphs, { x: CENTRE, y: 372, size, maxWidth: 262, spacing: 4 }))
  }
  if (seal.code) ink.push(...arcCode(fonts, seal.code))
  const scale = seal.diameter / BOX
  const shrink = (path: PathCommand[]) => transformPath(path, [scale, 0, 0, scale, 0, 0])
  return {
    width: seal.diameter,
    height: seal.diameter,
    shapes: [
      {
        d: shrink(ring(CENTRE, CENTRE, RING.radius, RING.radius, RING.thickness)),
        fill: seal.color,
        evenOdd: true,
      },
      { d: shrink(ink), fill: seal.color },
    ],
  }
}

/** Long names take more of the circle and get smaller, narrower characters. */
function arcName(fonts: FontSet, name: string): PathCommand[] {
  const glyphs = fonts.outlinesOf(name, 'song-bold')
  const n = glyphs.length
  const span = (Math.min(270, 60 + 16 * n) * Math.PI) / 180
  const size = Math.max(38, Math.min(68, 76 - 1.5 * n))
  const radius = RING.radius - RING.thickness - 8 - size / 2
  const pitch = span / n
  // Room between neighbours is smallest at the inner ends of the characters.
  const room = pitch * (radius - size / 2)
  const widthFactor = Math.min(0.78, (room * 1.02) / size)
  return glyphs.flatMap((glyph, i) => {
    const angle = -span / 2 + pitch * (i + 0.5)
    const x = CENTRE + radius * Math.sin(angle)
    const y = CENTRE - radius * Math.cos(angle)
    return placeGlyph(glyph, { x, y, angle, size, widthFactor })
  })
}

/** Anti-fake code inside the lower ring, read from left to right with the feet outwards. */
function arcCode(fonts: FontSet, code: string): PathCommand[] {
  const glyphs = fonts.outlinesOf(code, 'hei')
  const radius = 213
  const pitch = (4.6 * Math.PI) / 180
  return glyphs.flatMap((glyph, i) => {
    const angle = ((glyphs.length - 1) / 2) * pitch - i * pitch
    const x = CENTRE + radius * Math.sin(-angle)
    const y = CENTRE + radius * Math.cos(angle)
    return placeGlyph(glyph, { x, y, angle, size: 22, widthFactor: 1 })
  })
}

function star(cx: number, cy: number, r: number): PathCommand[] {
  const points = Array.from({ length: 10 }, (_, i): [number, number] => {
    const radius = i % 2 === 0 ? r : r * 0.381966
    const angle = (i * Math.PI) / 5
    return [cx + radius * Math.sin(angle), cy - radius * Math.cos(angle)]
  })
  return [...points.map(([x, y], i): PathCommand => [i === 0 ? 'M' : 'L', x, y]), ['Z']]
}
