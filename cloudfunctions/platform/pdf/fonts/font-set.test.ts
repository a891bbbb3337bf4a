import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from '@cantoo/fontkit'
import type { PathCommand } from '../appearance/vector-picture'
import { testWithFonts } from '../testing/fonts'
import { GB18030_LEVEL_2, gb18030Level1 } from '../testing/gb18030-characters'
import { fontDirectory } from './font-directory'
import { type FontFace, MissingGlyphs } from './font-set'
import { glyphOutline } from './glyph-outline'

const FACES: FontFace[] = ['hei', 'hei-bold', 'song', 'song-bold', 'kai']

function fontkit(face: FontFace): Font {
  const opened = create(readFileSync(join(fontDirectory(), `${face}.ttf`)))
  if (!('glyphForCodePoint' in opened)) throw new Error('a collection')
  return opened
}

/** As fontkit says it, in the same words. */
const fontkitPath = (font: Font, glyph: number): PathCommand[] =>
  (font.getGlyph(glyph)?.path.commands ?? []).map(({ command, args }) => {
    const letters = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' }
    return [letters[command], ...args] as unknown as PathCommand
  })

/**
 * Two programs may write the closing line of a contour or leave it to the Z; and fontkit puts a line of its own before
 * a contour whose first point is off the curve, where the specification (`glyf`) and FreeType begin with the curve.
 */
function normal(path: readonly PathCommand[]): PathCommand[] {
  let start: PathCommand = ['Z']
  let [x, y] = [0, 0]
  return path.filter((command, i) => {
    if (command[0] === 'Z') return true
    const [nx, ny] = command.slice(-2) as [number, number]
    const still = command[0] === 'L' && nx === x && ny === y
    if (command[0] === 'Q' && command[1] === x && command[2] === y) return false
    const closing =
      command[0] === 'L' && path[i + 1]?.[0] === 'Z' && start[0] === 'M' && start[1] === nx && start[2] === ny
    if (command[0] === 'M') start = command
    ;[x, y] = [nx, ny]
    return !still && !closing
  })
}

describe('the font reader agrees with fontkit', () => {
  for (const face of FACES)
    testWithFonts(`${face}: characters, widths, metrics and outlines`, (fonts) => {
      const font = fontkit(face)
      const file = fonts.file(face)
      expect([file.unitsPerEm, file.ascent, file.descent, file.postScriptName]).toEqual([
        font.unitsPerEm,
        font.ascent,
        font.descent,
        font.postscriptName,
      ])
      const latin = Array.from({ length: 0x250 - 0x20 }, (_, i) => String.fromCharCode(0x20 + i))
      const codes = [...latin, ...gb18030Level1(), ...GB18030_LEVEL_2].map((c) => c.codePointAt(0) as number)
      const differing = codes.filter((code, i) => {
        const glyph = file.glyphOf(code)
        if (glyph !== (font.hasGlyphForCodePoint(code) ? font.glyphForCodePoint(code)?.id : 0)) return true
        return i % 7 === 0 && glyph !== 0 && file.advanceOf(glyph) !== font.getGlyph(glyph)?.advanceWidth
      })
      expect(differing).toEqual([])
      for (const code of codes.filter((_, i) => i < latin.length || i % 97 === 0)) {
        const glyph = file.glyphOf(code)
        if (glyph === 0) continue
        expect(normal(glyphOutline(file, glyph))).toEqual(normal(fontkitPath(font, glyph)))
      }
    })
})

describe('choosing glyphs', () => {
  testWithFonts('a rare character comes from the next font of the chain, its neighbours stay', (fonts) => {
    const runs = fonts.runsOf('王㐂𠮷田', 'song')
    expect(runs.map(({ font, glyphs }) => [font, glyphs.map(({ text }) => text).join('')])).toEqual([
      ['song', '王㐂'],
      ['kai', '𠮷'],
      ['song', '田'],
    ])
  })

  testWithFonts('every character that no font has is named once; nothing is measured or drawn', (fonts) => {
    const text = '王\u{10ffff}小\u0e01雨\u{10ffff}'
    expect(fonts.missingIn(text, 'kai')).toEqual(['\u{10ffff}', '\u0e01'])
    const refusal = expect.objectContaining({ characters: ['\u{10ffff}', '\u0e01'] }) as MissingGlyphs
    expect(() => fonts.widthOf(text, 'kai')).toThrow(refusal)
    expect(() => fonts.runsOf(text, 'kai')).toThrow(refusal)
    expect(() => fonts.outlinesOf(text, 'kai')).toThrow(refusal)
    expect(() => fonts.widthOf(text, 'hei')).toThrow(MissingGlyphs)
  })

  testWithFonts('widths are those of the glyphs: an ideograph is one em, a digit about half', (fonts) => {
    expect(fonts.widthOf('合同', 'song')).toBe(2)
    expect(fonts.widthOf('', 'song')).toBe(0)
    expect(fonts.widthOf('1', 'hei')).toBeGreaterThan(0.5)
    expect(fonts.widthOf('1', 'hei')).toBeLessThan(0.6)
    const outlines = fonts.outlinesOf('合同 No. 1', 'kai')
    const sum = outlines.reduce((width, { advance }) => width + advance, 0)
    expect(fonts.widthOf('合同 No. 1', 'kai')).toBeCloseTo(sum, 10)
  })

  testWithFonts('a variation selector chooses the form and is kept in the text', (fonts) => {
    const [plain] = fonts.runsOf('葛', 'hei')
    const [chosen] = fonts.runsOf('葛\u{e0100}', 'hei')
    const [unknown] = fonts.runsOf('王\u{fe0f}', 'hei')
    expect(chosen?.glyphs).toHaveLength(1)
    expect(chosen?.glyphs[0]?.text).toBe('葛\u{e0100}')
    expect(plain?.glyphs[0]?.advance).toBe(chosen?.glyphs[0]?.advance)
    expect(unknown?.glyphs).toHaveLength(1)
  })

  testWithFonts('letters with marks become one glyph where there is one, else letter and mark', (fonts) => {
    const composed = fonts.runsOf('é', 'hei')[0]?.glyphs
    const marked = fonts.runsOf('e\u0301', 'hei')[0]?.glyphs
    expect(marked?.map(({ glyph }) => glyph)).toEqual(composed?.map(({ glyph }) => glyph))
    expect(marked?.[0]?.text).toBe('e\u0301')
    const apart = fonts.runsOf('x\u0301', 'kai')[0]?.glyphs
    expect(apart?.map(({ text }) => text)).toEqual(['x', '\u0301'])
  })

  testWithFonts('what has no picture is left out; tabs and rare spaces are spaces', (fonts) => {
    expect(fonts.widthOf('甲\u200b\ufeff\u2060乙', 'hei')).toBe(2)
    expect(fonts.widthOf('甲\t乙', 'hei')).toBe(fonts.widthOf('甲 乙', 'hei'))
    expect(fonts.missingIn('\u2003\u202f\u205f\u3000\u00a0', 'hei')).toEqual([])
  })
})
