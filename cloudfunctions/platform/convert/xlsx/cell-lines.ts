import type { FontSet } from '../../pdf/fonts/font-set'
import type { ShownText } from './cell-text'
import type { CellFont } from './styles'

/** A stretch of one look on a line. */
export interface Segment {
  text: string
  font: CellFont
  /** points, at the size it is drawn in */
  width: number
  size: number
}

export interface TextLine {
  segments: Segment[]
  width: number
  height: number
}

/** Height of a line as a multiple of its largest letters: what spreadsheets give a row of one line, a bit less. */
const LINE = 1.28
/** Latin words stay whole; closing marks stay with what they close; other characters part anywhere. */
const PIECES =
  /[ \u3000]+|(?:(?!\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul})[\p{L}\p{N}])+[.,;:!?%)\]’”]*|\P{M}\p{M}*[，。、；：！？）】》〉”’％%]*/gu

/** Size of a run when the cell's text is drawn at `factor` of its size. */
const sizeOf = (font: CellFont, factor: number): number => font.size * factor * (font.raised ? 0.65 : 1)

/**
 * Text in lines no wider than `width` points; only its own line ends part it when `width` is infinite. Tabs and other
 * blanks count as spaces. Error: MissingGlyphs.
 */
export function linesOf({ runs }: ShownText, width: number, factor: number, fonts: FontSet): TextLine[] {
  const lines: TextLine[] = []
  let line: TextLine = { segments: [], width: 0, height: 0 }
  const end = (font: CellFont): void => {
    if (line.height === 0) line.height = font.size * factor * LINE
    lines.push(line)
    line = { segments: [], width: 0, height: 0 }
  }
  const put = (text: string, font: CellFont, wide: number): void => {
    const last = line.segments.at(-1)
    if (last?.font === font) {
      last.text += text
      last.width += wide
    } else line.segments.push({ text, font, width: wide, size: sizeOf(font, factor) })
    line.width += wide
    line.height = Math.max(line.height, font.size * factor * LINE)
  }
  let font = runs[0]?.font
  for (const run of runs) {
    font = run.font
    const em = sizeOf(run.font, factor)
    for (const [i, part] of run.text.split(/\r\n|\r|\n/).entries()) {
      if (i > 0) end(run.font)
      for (const piece of part.replaceAll('\t', ' ').match(PIECES) ?? []) {
        const wide = fonts.widthOf(piece, run.font.face) * em
        if (line.width + wide <= width) put(piece, run.font, wide)
        else if (piece.trim() === '') end(run.font)
        else if (wide <= width) {
          end(run.font)
          put(piece, run.font, wide)
        } else
          // A word wider than the cell is parted anywhere.
          for (const character of piece) {
            const one = fonts.widthOf(character, run.font.face) * em
            if (line.width > 0 && line.width + one > width) end(run.font)
            put(character, run.font, one)
          }
      }
    }
  }
  if (font) end(font)
  return lines
}

export const heightOf = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, { height }) => sum + height, 0)
export const widthOf = (lines: readonly TextLine[]): number =>
  lines.reduce((most, { width }) => Math.max(most, width), 0)
