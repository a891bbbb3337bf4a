import type { FontFace } from '../pdf/fonts/font-set'
import type { FlowFace, TextStyle } from './model'
import { isWide } from './characters'

/** What the layout asks of a set of fonts; `FontSet` answers it. */
export interface TextFonts {
  /** advance of the text in units of the em */
  widthOf(text: string, face: FontFace): number
  /** characters that no font of the set has */
  missingIn(text: string, face?: FontFace): string[]
}

/** Widths by character, remembered: a document asks for the same few thousand characters again and again. */
export class Measure {
  private readonly widths = new Map<FontFace, Map<string, number>>()
  /** characters asked for that no font has */
  readonly missing = new Set<string>()

  constructor(private readonly fonts: TextFonts) {}

  /** Advance in em. A character that is missing counts one em and is noted in `missing`. */
  em(character: string, face: FontFace): number {
    let ofFace = this.widths.get(face)
    if (!ofFace) {
      ofFace = new Map<string, number>()
      this.widths.set(face, ofFace)
    }
    const known = ofFace.get(character)
    if (known !== undefined) return known
    const width = this.fresh(character, face)
    ofFace.set(character, width)
    return width
  }

  /** Advance of a text in points, with the style's stretch and letter spacing. */
  width(text: string, style: TextStyle): number {
    let width = 0
    for (const character of text) width += this.advance(character, style)
    return width
  }

  /** Advance of one character in points, with the style's stretch and letter spacing. */
  advance(character: string, style: TextStyle): number {
    const em =
      character === ' ' && style.spaceWidth !== undefined
        ? style.spaceWidth
        : this.em(character, faceFor(style, isWide(character)))
    return em * sizeOf(style) * stretchOf(style, character) + (style.letterSpacing ?? 0)
  }

  private fresh(character: string, face: FontFace): number {
    if (this.fonts.missingIn(character, face).length > 0) {
      this.missing.add(character)
      return 1
    }
    return this.fonts.widthOf(character, face)
  }
}

const BOLD: Record<FlowFace, FontFace> = { hei: 'hei-bold', song: 'song-bold', kai: 'kai' }

/** The font of a character: Latin letters may have a face of their own. */
export function faceFor(style: TextStyle, wide: boolean): FontFace {
  const face = wide ? style.face : (style.latinFace ?? style.face)
  return style.bold ? BOLD[face] : face
}

/** Horizontal stretch of a character. */
export function stretchOf(style: TextStyle, character: string): number {
  const stretch = style.stretch ?? 1
  return style.latinStretch !== undefined && isNarrowable(character) ? stretch * style.latinStretch : stretch
}

/** Latin letters; digits are as wide in all fonts of text. */
export const isNarrowable = (character: string): boolean => /^[A-Za-z\u00c0-\u024f]/.test(character)

/** Kai has no bold font: it is thickened. */
export const isEmboldened = (style: TextStyle, face: FontFace): boolean =>
  style.bold === true && face === 'kai'

const RAISED_SCALE = 0.65

/** The size text is set in: raised and lowered text is smaller. */
export const sizeOf = (style: TextStyle): number => (style.position ? style.size * RAISED_SCALE : style.size)

/** How far the baseline lies above the line's, points. */
export function riseOf(style: TextStyle): number {
  const raised = style.position === 'super' ? 0.33 : style.position === 'sub' ? -0.14 : 0
  return raised * style.size + (style.rise ?? 0)
}
