import { type PathCommand, type VectorPicture } from '../appearance/vector-picture'
import type { FontSet, GlyphOutline } from '../fonts/font-set'
import { placeGlyph, roundedRect } from './glyph-placing'

/**
 * Square seal of a legal representative. Characters stand in columns from right to left; a name of two or three
 * characters is filled up to four: 张三 → 张三之印, 王小雨 → 王小雨印.
 */
export function drawLegalRepresentativeSeal(
  fonts: FontSet,
  { name, color, side }: { name: string; color: string; side: number },
): VectorPicture {
  const bare = name.replace(/[·•・‧]/g, '') // the dot of transcribed names has no place in a grid
  const length = [...bare].length
  const text = length === 2 ? `${bare}之印` : length === 3 ? `${bare}印` : bare
  const glyphs = fonts.outlinesOf(text, 'song-bold')
  const line = side * 0.045
  const inner = side - 2 * line - side * 0.07
  const offset = (side - inner) / 2
  return {
    width: side,
    height: side,
    shapes: [
      { d: frame(side, side, line), fill: color, evenOdd: true },
      { d: columns(glyphs, offset, inner), fill: color },
    ],
  }
}

/** From right to left, top to bottom, in a square grid of as many rows as needed. */
function columns(glyphs: readonly GlyphOutline[], offset: number, inner: number): PathCommand[] {
  const rows = Math.ceil(Math.sqrt(glyphs.length))
  const count = Math.ceil(glyphs.length / rows)
  return glyphs.flatMap((glyph, i) => {
    const column = Math.floor(i / rows)
    // A last column that is not full spreads its characters over the height.
    const inColumn = Math.min(rows, glyphs.length - column * rows)
    const width = inner / count
    const height = inner / inColumn
    const size = Math.min(height, inner / rows) * 0.96
    return placeGlyph(glyph, {
      x: offset + inner - width * (column + 0.5),
      y: offset + height * ((i % rows) + 0.5),
      angle: 0,
      size,
      widthFactor: Math.min(1.1, (width * 0.94) / size),
    })
  })
}

/** Rectangular seal with a name in one line from left to right. */
export function drawNameSeal(
  fonts: FontSet,
  { name, color, height }: { name: string; color: string; height: number },
): VectorPicture {
  const glyphs = fonts.outlinesOf(name, 'song-bold')
  const line = height * 0.06
  const size = height * 0.72
  const padding = height * 0.16
  const pitch = size * (glyphs.length > 6 ? 0.86 : 1)
  const width = pitch * glyphs.length + 2 * (padding + line)
  const d = glyphs.flatMap((glyph, i) =>
    placeGlyph(glyph, {
      x: line + padding + pitch * (i + 0.5),
      y: height / 2,
      angle: 0,
      size,
      widthFactor: (pitch * 0.96) / size,
    }),
  )
  return {
    width,
    height,
    shapes: [
      { d: frame(width, height, line), fill: color, evenOdd: true },
      { d, fill: color },
    ],
  }
}

function frame(width: number, height: number, line: number): PathCommand[] {
  const r = Math.min(width, height) * 0.06
  return [
    ...roundedRect(0, 0, width, height, r),
    ...roundedRect(line, line, width - 2 * line, height - 2 * line, Math.max(0.1, r - line)),
  ]
}
