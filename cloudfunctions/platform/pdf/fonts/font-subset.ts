import { componentsOf } from './composite-glyph'
import { buildSfnt } from './sfnt'
import type { TrueTypeFile } from './truetype-file'

const MAX_GLYPHS = 0xffff

/**
 * The glyphs of one font that a file uses, numbered in the order of their first use. A number (CID) stands for a glyph
 * and its text: two characters that share a glyph get two numbers, so each is copied out as what it is.
 */
export class FontSubset {
  /** font glyph per CID; 0 is .notdef, which no text uses */
  private readonly glyphs: number[] = [0]
  private readonly texts: string[] = ['']
  private readonly numbers = new Map<number, Map<string, number>>()

  constructor(readonly font: TrueTypeFile) {}

  /** The number to write into the content for a glyph that stands for `text`. */
  use(glyph: number, text: string): number {
    let byText = this.numbers.get(glyph)
    if (!byText) {
      byText = new Map<string, number>()
      this.numbers.set(glyph, byText)
    }
    let cid = byText.get(text)
    if (cid === undefined) {
      cid = this.glyphs.length
      if (cid >= MAX_GLYPHS) throw new RangeError('more glyphs than one font can hold')
      this.glyphs.push(glyph)
      this.texts.push(text)
      byText.set(text, cid)
    }
    return cid
  }

  /** The text of each CID, from 1. */
  get characters(): readonly string[] {
    return this.texts
  }

  /** Advance of each CID in thousandths of the em. */
  get widths(): number[] {
    return this.glyphs.map((glyph) => (this.font.advanceOf(glyph) * 1000) / this.font.unitsPerEm)
  }

  /**
   * The font program: glyph n is CID n, the parts of composite glyphs come after them. Only the tables that a PDF
   * reader takes from an embedded TrueType font (ISO 32000-2 §9.9.1); the fonts of the set carry no hints to lose.
   */
  program(): Buffer {
    const { font } = this
    const order = [...this.glyphs]
    const places = new Map<number, number>()
    order.forEach((glyph, cid) => places.set(glyph, places.get(glyph) ?? cid))
    const placeOf = (glyph: number): number => {
      const known = places.get(glyph)
      if (known !== undefined) return known
      if (order.length >= MAX_GLYPHS) throw new RangeError('more glyphs than one font can hold')
      places.set(glyph, order.length)
      return order.push(glyph) - 1
    }
    const outlines: Buffer[] = []
    // The list grows by the parts that its glyphs are made of.
    for (let i = 0; i < order.length; i++) {
      // A blank .notdef: the font's own box would be 100 bytes that nobody may see.
      const bytes = i === 0 ? Buffer.alloc(0) : font.glyphBytes(order[i] as number)
      for (const { glyph, at } of componentsOf(bytes)) bytes.writeUInt16BE(placeOf(glyph), at)
      outlines.push(bytes)
    }
    const count = order.length
    const index = Buffer.alloc(4 * (count + 1))
    const metrics = Buffer.alloc(4 * count)
    const padded: Buffer[] = []
    let position = 0
    outlines.forEach((bytes, i) => {
      const glyph = order[i] as number
      metrics.writeUInt16BE(font.advanceOf(glyph), 4 * i)
      metrics.writeInt16BE(font.leftBearingOf(glyph), 4 * i + 2)
      padded.push(bytes)
      if (bytes.length % 4 !== 0) padded.push(Buffer.alloc(4 - (bytes.length % 4)))
      position += (bytes.length + 3) & ~3
      index.writeUInt32BE(position, 4 * (i + 1))
    })
    const head = font.table('head')
    head.writeInt16BE(1, 50) // long offsets in loca
    const hhea = font.table('hhea')
    hhea.writeUInt16BE(count, 34)
    const maxp = font.table('maxp')
    maxp.writeUInt16BE(count, 4)
    return buildSfnt({
      glyf: Buffer.concat(padded, position),
      head,
      hhea,
      hmtx: metrics,
      loca: index,
      maxp,
    })
  }
}
