import type { FontSet } from '../fonts/font-set'
import { arcText } from './arc-text'
import { placeLine } from './glyph-placing'
import { ring, star } from './seal-forms'
import type { SealLayout } from './seal-layout'
import { breakEvenly, placesOf } from './seal-text'

export interface EllipseSeal {
  name: string
  /** in the middle: a number, a text of one or two lines, or else the star */
  middle?: { code: string } | { text: string }
  bottomLine?: string
}

// Units of 0.1 mm. The measures are those of the invoice seal (State Taxation Administration, announcement 2011 no. 7):
// 40 × 30 mm, border 1 mm, name 4.2 mm high and 0.5 mm from the border, number 3.7 mm high and 26 mm long, bottom
// line 4.6 mm high with its top 4.2 mm below the middle.
const BOX = { width: 400, height: 300 }
const CENTRE = { x: 200, y: 150 }
const BORDER = 10
const GAP = 6
const CODE = { size: 48, maxWidth: 252 }
const BOTTOM = { y: 215, size: 46, widthFactor: 0.72, maxWidth: 176 }

/** Name along the upper arc, number or text across the middle, a line below. */
export function ellipseSeal(fonts: FontSet, seal: EllipseSeal): SealLayout {
  const glyphs = fonts.outlinesOf(seal.name, 'song-bold')
  const n = glyphs.length
  const size = Math.max(33, Math.min(46, 54 - 0.7 * n))
  const reach = BORDER + GAP
  const marks = arcText(glyphs, {
    places: placesOf(seal.name),
    outer: { cx: CENTRE.x, cy: CENTRE.y, rx: CENTRE.x - reach, ry: CENTRE.y - reach },
    size,
    half: (Math.min(seal.bottomLine ? 116 : 122, 36 + 7 * n) * Math.PI) / 180,
    widest: 0.8,
  })
  marks.push(...middleOf(fonts, seal.middle))
  if (seal.bottomLine) {
    const bottom = fonts.outlinesOf(seal.bottomLine, 'song-bold')
    marks.push(...placeLine(bottom, { x: CENTRE.x, spacing: 5, ...BOTTOM }))
  }
  const border = ring(CENTRE.x, CENTRE.y, CENTRE.x, CENTRE.y, BORDER)
  return { ...BOX, border, marks }
}

function middleOf(fonts: FontSet, middle: EllipseSeal['middle']) {
  if (!middle) return [star(CENTRE.x, 146, 42)]
  if ('code' in middle)
    return placeLine(fonts.outlinesOf(middle.code, 'hei'), { ...CENTRE, ...CODE, widthFactor: 0.62 })
  const lines = breakEvenly(middle.text, 8)
  const size = lines.length === 1 ? 50 : 40
  return lines.flatMap((line, i) =>
    placeLine(fonts.outlinesOf(line, 'song-bold'), {
      x: CENTRE.x,
      y: 176 + (i - (lines.length - 1) / 2) * (size + 8),
      size,
      maxWidth: lines.length === 1 ? 236 : 222,
      spacing: 4,
    }),
  )
}
