import { create } from '@cantoo/fontkit'
import { testWithFonts } from '../testing/fonts'
import { componentsOf } from './composite-glyph'
import { FontSubset } from './font-subset'
import { toUnicodeMap } from './to-unicode'

describe('a font subset', () => {
  testWithFonts('is a font that another program reads, with the same outlines and widths', (fonts) => {
    for (const face of ['hei', 'song', 'kai'] as const) {
      const file = fonts.file(face)
      const subset = new FontSubset(file)
      const text = '合同章甲乙丙ÀÉü½ 1a𬭎'
      const cids = [...text].map((character) =>
        subset.use(file.glyphOf(character.codePointAt(0) as number), character),
      )
      expect(cids).toEqual([...text].map((_, i) => i + 1))
      const opened = create(subset.program())
      const whole = [...text].map((c) => file.glyphOf(c.codePointAt(0) as number))
      if (!('getGlyph' in opened)) throw new Error('a collection')
      cids.forEach((cid, i) => {
        expect(opened.getGlyph(cid)?.advanceWidth).toBe(file.advanceOf(whole[i] as number))
        const parts = file.glyphBytes(whole[i] as number)
        if (componentsOf(parts).length === 0 && parts.length > 0)
          expect(opened.getGlyph(cid)?.path.commands.length).toBeGreaterThan(3)
      })
    }
  })

  testWithFonts('takes the parts of composite glyphs along', (fonts) => {
    const faces = ['hei', 'hei-bold', 'song', 'song-bold', 'kai'] as const
    let seen = 0
    for (const face of faces) {
      const file = fonts.file(face)
      for (let glyph = 0; glyph < file.glyphCount && seen < 40; glyph++) {
        if (componentsOf(file.glyphBytes(glyph)).length === 0) continue
        seen++
        const subset = new FontSubset(file)
        const cid = subset.use(glyph, 'x')
        const part = create(subset.program())
        if (!('getGlyph' in part)) throw new Error('a collection')
        expect(part.numGlyphs).toBeGreaterThan(2)
        expect(part.getGlyph(cid)?.path.commands.length).toBeGreaterThan(0)
      }
    }
    expect(seen).toBeGreaterThan(0)
  })

  testWithFonts('gives characters that share a glyph a number each, and the same use the same', (fonts) => {
    const file = fonts.file('hei')
    const glyph = file.glyphOf(0x4e00)
    expect(file.glyphOf(0x2f00)).toBe(glyph)
    const subset = new FontSubset(file)
    expect([subset.use(glyph, '一'), subset.use(glyph, '\u2f00'), subset.use(glyph, '一')]).toEqual([1, 2, 1])
    expect(subset.characters).toEqual(['', '一', '\u2f00'])
  })

  test('its text map writes surrogate pairs and sequences, in blocks of at most a hundred', () => {
    const map = toUnicodeMap(['', '一', '𠮷', 'e\u0301', '', ...Array.from({ length: 150 }, () => 'x')])
    expect(map).toContain('<0001> <4e00>')
    expect(map).toContain('<0002> <d842dfb7>')
    expect(map).toContain('<0003> <00650301>')
    expect(map).not.toContain('<0004>')
    expect(map).toContain('100 beginbfchar')
    expect(map).toContain('53 beginbfchar')
  })
})
