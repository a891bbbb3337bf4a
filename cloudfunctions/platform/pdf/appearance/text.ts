import { EM_TOP, type FontFace, type FontSet, type GlyphOutline } from '../fonts/font-set'
import { roundPicture, transformPath, type VectorPicture, type VectorShape } from './vector-picture'

export interface TextStyle {
  face: FontFace
  /** points */
  size: number
  /** #rrggbb; ink when absent */
  color?: string
}

export const INK = '#1f2a37'

/** One line of text as paths; the picture is as wide as the text and 1.2 sizes high. Error: MissingGlyphs. */
export function textLine(fonts: FontSet, text: string, style: TextStyle): VectorPicture {
  const outlines = fonts.outlinesOf(text, style.face)
  const width = widthOf(outlines) * style.size
  return roundPicture({
    width: Math.max(width, 0.01),
    height: style.size * LINE,
    shapes: lineShapes(outlines, 0, ((LINE - 1) / 2) * style.size, style),
  })
}

const LINE = 1.2

const widthOf = (outlines: readonly GlyphOutline[]): number =>
  outlines.reduce((sum, { advance }) => sum + advance, 0)

/** Glyphs of a line whose em box begins at (x, top); all in one shape, so the colour is said once. */
function lineShapes(
  outlines: readonly GlyphOutline[],
  x: number,
  top: number,
  style: TextStyle,
): VectorShape[] {
  let at = x
  const d = outlines.flatMap(({ path, advance }) => {
    const placed = transformPath(path, [style.size, 0, 0, style.size, at, top - EM_TOP * style.size])
    at += advance * style.size
    return placed
  })
  return d.length === 0 ? [] : [{ d, fill: style.color ?? INK }]
}

/** The system signature: the verified name in regular script (SIGN-07 kind 3). Error: MissingGlyphs. */
export function systemSignature(fonts: FontSet, name: string): VectorPicture {
  return textLine(fonts, name.trim(), { face: 'kai', size: 36 })
}
