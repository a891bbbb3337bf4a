import type { FontSet } from '../fonts/font-set'
import { placeGlyph, placeLine } from './glyph-placing'
import { frame } from './seal-forms'
import type { SealLayout } from './seal-layout'
import { breakEvenly, placesOf } from './seal-text'

const LINE = 7

/** Rectangular seal with a person's name in one line from left to right. 120 units are its height. */
export function nameSeal(fonts: FontSet, name: string): SealLayout {
  const height = 120
  const size = 88
  const padding = 16
  const glyphs = fonts.outlinesOf(name, 'song-bold')
  const pitch = size * (glyphs.length > 6 ? 0.84 : 0.98)
  const places = placesOf(name)
  let at = LINE + padding
  const marks = glyphs.map((glyph, i) => {
    const place = (places[i] ?? 1) * pitch
    const x = at + place / 2
    at += place
    return placeGlyph(glyph, { x, y: height / 2, angle: 0, size, widthFactor: (pitch * 0.97) / size })
  })
  const width = at + padding + LINE
  return { width, height, border: frame(width, height, LINE), marks }
}

/** Rectangular seal with horizontal text in one or two lines, below the name of the organization if it is given. */
export function rectangleSeal(fonts: FontSet, { name, text }: { name?: string; text: string }): SealLayout {
  const lines = breakEvenly(text, 10)
  const rows = [
    ...(name ? breakEvenly(name, 16).map((line) => ({ text: line, size: 48 })) : []),
    ...lines.map((line) => ({ text: line, size: lines.length === 1 ? 80 : 64 })),
  ]
  const [padding, leading] = [22, 12]
  const natural = (row: { text: string; size: number }) => [...row.text].length * (row.size + 4) - 4
  const inner = Math.min(460, Math.max(120, ...rows.map(natural)))
  const width = inner + 2 * (padding + LINE)
  let y = LINE + padding
  const marks = rows.flatMap((row) => {
    const middle = y + row.size / 2
    y += row.size + leading
    const glyphs = fonts.outlinesOf(row.text, 'song-bold')
    return placeLine(glyphs, { x: width / 2, y: middle, size: row.size, maxWidth: inner, spacing: 4 })
  })
  const height = y - leading + padding + LINE
  return { width, height, border: frame(width, height, LINE), marks }
}
