import { join } from 'node:path'
import { type PathCommand, transformPath } from '../appearance/vector-picture'
import { charactersOf, isVariationSelector } from './characters'
import { fontDirectory } from './font-directory'
import { glyphOutline } from './glyph-outline'
import { TrueTypeFile } from './truetype-file'

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

/** A glyph of one font of the set and the text it stands for. */
export interface SetGlyph {
  glyph: number
  text: string
  /** em */
  advance: number
}

/** Consecutive glyphs from one font. */
export interface GlyphRun {
  font: FontFace
  glyphs: SetGlyph[]
}

/** Where to look for a character that a face lacks; WenKai has the rarest names (㐂, 𠮷). */
const FALLBACKS: Record<FontFace, readonly FontFace[]> = {
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

/** One character as it will be drawn: from which font, with which glyphs (several when marks are set apart). */
interface DrawnCharacter {
  font: FontFace
  glyphs: readonly SetGlyph[]
  advance: number
}

const CACHED_CHARACTERS = 40_000

/**
 * The faces of a folder, opened when first used. Every text goes character by character through the chain of fonts of
 * its face; what none of them has is an error, never a box.
 */
export class FontSet {
  private static readonly sets = new Map<string, FontSet>()
  private readonly fonts = new Map<FontFace, TrueTypeFile | null>()
  private readonly characters = new Map<FontFace, Map<string, DrawnCharacter | null>>()
  private readonly outlines = new Map<string, GlyphOutline>()

  private constructor(private readonly dir: string) {}

  /** One set a folder and process; `dir` as in `fontDirectory`. Error: FontsMissing. */
  static open(dir?: string): FontSet {
    const folder = fontDirectory(dir)
    const known = FontSet.sets.get(folder)
    if (known) return known
    const set = new FontSet(folder)
    FontSet.sets.set(folder, set)
    return set
  }

  /** Width of a line in em, as it will be drawn; spacing and stretch not counted. Error: MissingGlyphs. */
  widthOf(text: string, face: FontFace): number {
    let width = 0
    for (const { advance } of this.drawnCharacters(text, face)) width += advance
    return width
  }

  /** The text's glyphs in runs of one font each. Error: MissingGlyphs. */
  runsOf(text: string, face: FontFace): GlyphRun[] {
    const runs: GlyphRun[] = []
    let run: GlyphRun | undefined
    for (const { font, glyphs } of this.drawnCharacters(text, face)) {
      if (run?.font !== font) {
        run = { font, glyphs: [] }
        runs.push(run)
      }
      run.glyphs.push(...glyphs)
    }
    return runs
  }

  /** Outlines for a text, character by character. Error: MissingGlyphs naming every character that cannot be drawn. */
  outlinesOf(text: string, face: FontFace): GlyphOutline[] {
    return this.drawnCharacters(text, face).map(({ font, glyphs, advance }) => {
      const [first, ...marks] = glyphs.map(({ glyph }) => this.outlineOf(font, glyph))
      if (!first || marks.length === 0) return first ?? { path: [], advance }
      const path = [...first.path]
      let x = first.advance
      for (const mark of marks) {
        path.push(...transformPath(mark.path, [1, 0, 0, 1, x, 0]))
        x += mark.advance
      }
      return { path, advance }
    })
  }

  /** Characters of the text that no font has; empty when all can be drawn. */
  missingIn(text: string, face: FontFace = 'hei'): string[] {
    return [...new Set(charactersOf(text).filter((character) => !this.find(character, face)))]
  }

  /** The lines of a face in em: ascent above the baseline, descent (positive) below it, height of capitals. */
  metricsOf(face: FontFace): { ascent: number; descent: number; capHeight: number } {
    const { ascent, descent, capHeight, unitsPerEm } = this.file(face)
    return { ascent: ascent / unitsPerEm, descent: -descent / unitsPerEm, capHeight: capHeight / unitsPerEm }
  }

  /** The file of a face, or of the first of its chain that is installed. */
  file(face: FontFace): TrueTypeFile {
    for (const candidate of FALLBACKS[face]) {
      const font = this.font(candidate)
      if (font) return font
    }
    throw new TypeError(`no font for ${face} in ${this.dir}`)
  }

  private drawnCharacters(text: string, face: FontFace): DrawnCharacter[] {
    const drawn: DrawnCharacter[] = []
    let missing: string[] | undefined
    for (const character of charactersOf(text)) {
      const found = this.find(character, face)
      if (found) drawn.push(found)
      else (missing ??= []).push(character)
    }
    if (missing) throw new MissingGlyphs([...new Set(missing)])
    return drawn
  }

  private find(character: string, face: FontFace): DrawnCharacter | null {
    let known = this.characters.get(face)
    if (!known || known.size > CACHED_CHARACTERS) {
      known = new Map<string, DrawnCharacter | null>()
      this.characters.set(face, known)
    }
    let found = known.get(character)
    if (found === undefined) {
      found = this.search(character, face)
      known.set(character, found)
    }
    return found
  }

  private search(character: string, face: FontFace): DrawnCharacter | null {
    // A letter with marks is drawn as one glyph where there is one. A character by itself stays the very character;
    // its equivalent (a compatibility ideograph's, say) comes in only when no font has it.
    const composed = character.normalize('NFC')
    const single = character.length === 1 || [...character].length === 1
    const forms = [...(single ? [character, composed] : [composed, character]), character.normalize('NFD')]
    for (const form of new Set(forms))
      for (const candidate of FALLBACKS[face]) {
        const font = this.font(candidate)
        const glyphs = font && glyphsIn(font, form, character)
        if (!glyphs) continue
        return { font: candidate, glyphs, advance: glyphs.reduce((sum, { advance }) => sum + advance, 0) }
      }
    // The rarer spaces differ in width only.
    return /^\p{Zs}$/u.test(character) && character !== ' ' ? this.find(' ', face) : null
  }

  private outlineOf(face: FontFace, glyph: number): GlyphOutline {
    const key = `${face}${glyph}`
    const known = this.outlines.get(key)
    if (known) return known
    const font = this.file(face)
    const unit = 1 / font.unitsPerEm
    const outline = {
      path: transformPath(glyphOutline(font, glyph), [unit, 0, 0, -unit, 0, 0]),
      advance: font.advanceOf(glyph) * unit,
    }
    if (this.outlines.size > CACHED_CHARACTERS) this.outlines.clear()
    this.outlines.set(key, outline)
    return outline
  }

  private font(face: FontFace): TrueTypeFile | null {
    const known = this.fonts.get(face)
    if (known !== undefined) return known
    let font: TrueTypeFile | null = null
    try {
      font = TrueTypeFile.open(join(this.dir, `${face}.ttf`))
    } catch (error) {
      // A smaller installation may leave faces out; the chain goes on.
      if (!(typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'))
        throw error
    }
    this.fonts.set(face, font)
    return font
  }
}

/**
 * The glyphs of one character with its marks, all of them from this font, or null. Each glyph carries the text it
 * stands for as it was given (`original`), so that it is copied out as it came in.
 */
function glyphsIn(font: TrueTypeFile, form: string, original: string): SetGlyph[] | null {
  const codes = Array.from(form, (part) => part.codePointAt(0) ?? 0)
  const glyphs: number[] = []
  for (const [i, code] of codes.entries()) {
    if (i > 0 && isVariationSelector(code)) continue
    const next = codes[i + 1]
    const glyph =
      next !== undefined && isVariationSelector(next) ? font.variantOf(code, next) : font.glyphOf(code)
    if (glyph === 0) return null
    glyphs.push(glyph)
  }
  const parts = Array.from(original)
  const apart = parts.length === glyphs.length
  return glyphs.map((glyph, i) => ({
    glyph,
    text: apart ? (parts[i] ?? '') : i === 0 ? original : '',
    advance: font.advanceOf(glyph) / font.unitsPerEm,
  }))
}
