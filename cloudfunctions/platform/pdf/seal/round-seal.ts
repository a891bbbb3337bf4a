import type { PathCommand } from '../appearance/vector-picture'
import type { FontSet } from '../fonts/font-set'
import { arcText } from './arc-text'
import { placeGlyph, placeLine } from './glyph-placing'
import { ring, star } from './seal-forms'
import type { SealLayout } from './seal-layout'
import { breakEvenly, placesOf } from './seal-text'

export interface RoundSeal {
  name: string
  /** horizontal text below the star, one or two lines */
  text?: string
  /** 13 digits on the lower arc */
  code?: string
}

const BOX = 500
const CENTRE = 250
/** 1.2 mm of 42 */
const BORDER = 14
const GAP = 8
/** 14 mm of 42 across its points */
const STAR = 83

interface Middle {
  star: { y: number; r: number }
  lines: { y: number; size: number }[]
}

/** With two lines the star moves up and gets smaller. */
const MIDDLES: readonly Middle[] = [
  { star: { y: CENTRE, r: STAR }, lines: [] },
  { star: { y: CENTRE, r: STAR }, lines: [{ y: 374, size: 46 }] },
  {
    star: { y: 226, r: 66 },
    lines: [
      { y: 326, size: 40 },
      { y: 376, size: 40 },
    ],
  },
]

/** Longest text that stands in one line below the star, characters. */
const ONE_LINE = 8

/** Ring, five-pointed star, name on the upper arc from left to right, further text and the code below. */
export function roundSeal(fonts: FontSet, seal: RoundSeal): SealLayout {
  const lines = seal.text ? breakEvenly(seal.text, ONE_LINE) : []
  const middle = MIDDLES[lines.length] ?? MIDDLES[2]
  const marks = [...arcName(fonts, seal.name, middle?.lines[0])]
  if (middle) marks.push(star(CENTRE, middle.star.y, middle.star.r))
  lines.forEach((line, i) => {
    const { y, size } = middle?.lines[i] ?? { y: CENTRE, size: 0 }
    const glyphs = fonts.outlinesOf(line, 'song-bold')
    marks.push(...placeLine(glyphs, { x: CENTRE, y, size, maxWidth: 252, spacing: 4, widthFactor: 0.92 }))
  })
  if (seal.code) marks.push(...arcCode(fonts, seal.code))
  return { width: BOX, height: BOX, border: ring(CENTRE, CENTRE, CENTRE, CENTRE, BORDER), marks }
}

/** Long names take more of the circle and get smaller, narrower characters; the text below limits how far. */
function arcName(
  fonts: FontSet,
  name: string,
  below: { y: number; size: number } | undefined,
): PathCommand[][] {
  const glyphs = fonts.outlinesOf(name, 'song-bold')
  const n = glyphs.length
  const size = Math.max(43, Math.min(72, 84 - 1.5 * n))
  const radius = CENTRE - BORDER - GAP
  const feet = radius - size
  const most = below ? Math.acos((CENTRE + 10 - (below.y - below.size / 2)) / feet) : degrees(135)
  const half = Math.min(most, degrees(30 + 8 * n))
  return arcText(glyphs, {
    places: placesOf(name),
    outer: { cx: CENTRE, cy: CENTRE, rx: radius, ry: radius },
    size,
    half,
    widest: 0.76,
  })
}

/** Anti-fake code inside the lower ring, read from left to right with the feet outwards. */
function arcCode(fonts: FontSet, code: string): PathCommand[][] {
  const glyphs = fonts.outlinesOf(code, 'hei')
  const radius = 217
  const pitch = degrees(4.6)
  return glyphs.map((glyph, i) => {
    const angle = ((glyphs.length - 1) / 2 - i) * pitch
    const x = CENTRE - radius * Math.sin(angle)
    const y = CENTRE + radius * Math.cos(angle)
    return placeGlyph(glyph, { x, y, angle, size: 24, widthFactor: 0.95 })
  })
}

const degrees = (value: number): number => (value * Math.PI) / 180
