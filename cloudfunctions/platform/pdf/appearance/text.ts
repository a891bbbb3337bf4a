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

export interface TextBlockOptions extends TextStyle {
  width: number
  align?: 'left' | 'center' | 'right'
  /** of the size; 1.5 when absent */
  lineHeight?: number
}

/** Text set in lines of a given width, broken between any two CJK characters and at spaces. Error: MissingGlyphs. */
export function textBlock(fonts: FontSet, text: string, options: TextBlockOptions): VectorPicture {
  const { width, size, align = 'left', lineHeight = 1.5 } = options
  const lines = text.split(/\r\n|\r|\n/).flatMap((paragraph) => breakLine(fonts, paragraph, options))
  const shapes = lines.flatMap((line, i) => {
    const outlines = fonts.outlinesOf(line, options.face)
    const free = width - widthOf(outlines) * size
    const x = align === 'left' ? 0 : align === 'right' ? free : free / 2
    return lineShapes(outlines, x, (i * lineHeight + (lineHeight - 1) / 2) * size, options)
  })
  return roundPicture({ width, height: Math.max(1, lines.length) * lineHeight * size, shapes })
}

function breakLine(fonts: FontSet, paragraph: string, { face, size, width }: TextBlockOptions): string[] {
  const tokens = paragraph.match(/[\x21-\x7e]+|\s+|[^\x21-\x7e\s]/gu) ?? ['']
  const lines: string[] = []
  let line = ''
  let used = 0
  const put = (token: string) => {
    const needed = widthOf(fonts.outlinesOf(token, face)) * size
    if (used + needed > width && line !== '') {
      lines.push(line)
      line = ''
      used = 0
      if (/^\s+$/.test(token)) return
    }
    if (needed > width && token.length > 1) {
      for (const character of token) put(character)
      return
    }
    line += token
    used += needed
  }
  tokens.forEach(put)
  lines.push(line)
  return lines
}

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
