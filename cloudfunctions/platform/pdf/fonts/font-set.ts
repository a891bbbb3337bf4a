import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from '@cantoo/fontkit'
import type { PathCommand } from '../appearance/vector-picture'
import { fontDirectory } from './font-directory'

/** 黑体, 黑体 bold, 宋体, 宋体 bold, 楷体 */
export type FontFace = 'hei' | 'hei-bold' | 'song' | 'song-bold' | 'kai'

/** Characters that no font of the set has. Nothing is drawn then: a box in a name would be a wrong name. */
export class MissingGlyphs extends Error {
  constructor(readonly characters: string[]) {
    super(`no glyph for ${characters.join(' ')}`)
    this.name = 'MissingGlyphs'
  }
}

/** One character's outline in units of the em: y down, baseline at 0. */
export interface GlyphOutline {
  path: PathCommand[]
  advance: number
}

/** Where to look for a character that a face lacks; WenKai has the rarest names (㐂, 𠮷). */
const FALLBACKS: Record<FontFace, FontFace[]> = {
  hei: ['hei', 'kai', 'song'],
  'hei-bold': ['hei-bold', 'hei', 'kai', 'song'],
  song: ['song', 'kai', 'hei'],
  'song-bold': ['song-bold', 'song', 'kai', 'hei'],
  kai: ['kai', 'song', 'hei'],
}

const ASCENT = 0.88
/** The ideographic em box of the fonts used: this far above and below the baseline. */
export const EM_TOP = -ASCENT
export const EM_BOTTOM = 1 - ASCENT

/** Reads font files when a face is first used and keeps the outlines it has given. */
export class FontSet {
  private readonly fonts = new Map<FontFace, Font | null>()
  private readonly outlines = new Map<string, GlyphOutline | null>()

  private constructor(private readonly dir: string) {}

  /** `dir` as in `fontDirectory`. Error: FontsMissing. */
  static open(dir?: string): FontSet {
    return new FontSet(fontDirectory(dir))
  }

  /** Outlines for a text, character by character. Error: MissingGlyphs naming every character that cannot be drawn. */
  outlinesOf(text: string, face: FontFace): GlyphOutline[] {
    const missing: string[] = []
    const outlines: GlyphOutline[] = []
    for (const character of visible(text)) {
      const outline = this.outline(character, face)
      if (outline) outlines.push(outline)
      else missing.push(character)
    }
    if (missing.length > 0) throw new MissingGlyphs([...new Set(missing)])
    return outlines
  }

  /** Characters of the text that no font has; empty when all can be drawn. */
  missingIn(text: string, face: FontFace = 'hei'): string[] {
    return [...new Set(visible(text).filter((character) => !this.outline(character, face)))]
  }

  private outline(character: string, face: FontFace): GlyphOutline | null {
    const key = `${face}${character}`
    const known = this.outlines.get(key)
    if (known !== undefined) return known
    let found: GlyphOutline | null = null
    for (const candidate of FALLBACKS[face]) {
      const font = this.font(candidate)
      if (!font?.hasGlyphForCodePoint(codePoint(character))) continue
      found = outlineOf(font, codePoint(character))
      break
    }
    if (this.outlines.size > 20_000) this.outlines.clear()
    this.outlines.set(key, found)
    return found
  }

  private font(face: FontFace): Font | null {
    const known = this.fonts.get(face)
    if (known !== undefined) return known
    let font: Font | null = null
    try {
      const opened = create(readFileSync(join(this.dir, `${face}.ttf`)))
      font = 'glyphForCodePoint' in opened ? opened : null
    } catch (error) {
      // A smaller installation may leave faces out; the chain goes on.
      if (!(typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'))
        throw error
    }
    this.fonts.set(face, font)
    return font
  }
}

const codePoint = (character: string): number => character.codePointAt(0) ?? 0

/** Composed characters, without variation selectors and other marks that have no picture of their own. */
function visible(text: string): string[] {
  return [...text.normalize('NFC')].filter(
    (character) => !/[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}\u{200b}-\u{200f}\u{feff}]/u.test(character),
  )
}

function outlineOf(font: Font, code: number): GlyphOutline | null {
  const glyph = font.glyphForCodePoint(code)
  if (!glyph) return null
  const unit = 1 / font.unitsPerEm
  const path: PathCommand[] = []
  for (const { command, args } of glyph.path.commands) {
    const n = args.map((value, i) => (i % 2 === 0 ? value : -value) * unit)
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = n
    if (command === 'moveTo') path.push(['M', a, b])
    else if (command === 'lineTo') path.push(['L', a, b])
    else if (command === 'bezierCurveTo') path.push(['C', a, b, c, d, e, f])
    else if (command === 'quadraticCurveTo') path.push(['Q', a, b, c, d])
    else path.push(['Z'])
  }
  return { path, advance: glyph.advanceWidth * unit }
}
