import type { PathCommand } from '../appearance/vector-picture'
import type { FontFace, FontSet, GlyphOutline } from '../fonts/font-set'
import { fillCell } from './glyph-placing'
import { cornerOf, frame, roundedRect } from './seal-forms'
import type { SealLayout } from './seal-layout'
import { DOT } from './seal-text'
import { solidOutline } from './solid-outline'

/** 宋 or 楷 characters, coloured on paper (朱文) or paper on colour (白文). */
export type SquareSealStyle = 'song' | 'kai' | 'song-white' | 'kai-white'

const SIDE = 200
const BORDER = 9
const FACES: Record<SquareSealStyle, FontFace> = {
  song: 'song-bold',
  kai: 'kai',
  'song-white': 'song-bold',
  'kai-white': 'kai',
}

/** Square seal: characters in columns from right to left. */
export function squareSeal(fonts: FontSet, name: string, style: SquareSealStyle): SealLayout {
  const bare = [...name.replaceAll(DOT, '')] // the dot of transcribed names has no place in a grid
  const columns = filledColumns(bare)
  const glyphs = columns.map((column) => fonts.outlinesOf(column.join(''), FACES[style]))
  const white = style.endsWith('-white')
  const solid = (glyph: GlyphOutline) => ({ ...glyph, path: solidOutline(glyph.path) })
  const marks = layColumns(
    white ? glyphs.map((column) => column.map(solid)) : glyphs,
    white ? 15 : BORDER + 9,
  )
  const size = { width: SIDE, height: SIDE }
  if (white) return { ...size, border: [], field: roundedRect(0, 0, SIDE, SIDE, cornerOf(SIDE, SIDE)), marks }
  return { ...size, border: frame(SIDE, SIDE, BORDER), marks }
}

/**
 * Equal columns, the name filled up with 印 or 之印 where that makes them full: 张三之印, 王小雨印, but 欧阳修文 and 阿依古丽买买提之印.
 * Characters rather stand narrow than wide.
 */
function filledColumns(name: readonly string[]): string[][] {
  const filled = ([name, [...name, '印'], [...name, '之', '印']] as const)
    .flatMap((text) => grids(text.length).map((rows) => ({ text, rows, columns: text.length / rows })))
    .filter(({ text }) => text.length >= 4 || text.length === name.length)
    .sort(
      (a, b) => Math.abs(a.columns - a.rows) - Math.abs(b.columns - b.rows) || a.text.length - b.text.length,
    )[0]
  const { text, rows } = filled ?? { text: name, rows: name.length }
  return Array.from({ length: Math.ceil(text.length / rows) }, (_, i) => text.slice(i * rows, (i + 1) * rows))
}

/** Rows of every full grid with at least as many columns as rows. */
const grids = (cells: number): number[] =>
  Array.from({ length: cells }, (_, i) => i + 1).filter((rows) => cells % rows === 0 && rows * rows <= cells)

const GAP = 8

function layColumns(columns: readonly (readonly GlyphOutline[])[], margin: number): PathCommand[][] {
  const inner = SIDE - 2 * margin
  const width = (inner - GAP * (columns.length - 1)) / columns.length
  return columns.flatMap((glyphs, column) => {
    const height = (inner - GAP * (glyphs.length - 1)) / glyphs.length
    const x = SIDE - margin - width - column * (width + GAP)
    return glyphs.map((glyph, row) => fillCell(glyph, { x, y: margin + row * (height + GAP), width, height }))
  })
}
