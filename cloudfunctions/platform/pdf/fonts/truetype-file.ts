import { closeSync, openSync, readSync } from 'node:fs'
import { CharacterMap } from './character-map'

/**
 * A TrueType font file, read where it lies: the character map, the widths and the glyph index (some 300 KB) when it is
 * opened, each glyph when it is asked for. A 15 MB font costs a millisecond and no memory to speak of.
 * Units are those of the font (`unitsPerEm`), y up.
 */
export class TrueTypeFile {
  readonly unitsPerEm: number
  /** the font's own line: above and (negative) below the baseline */
  readonly ascent: number
  readonly descent: number
  readonly capHeight: number
  /** xMin yMin xMax yMax */
  readonly box: [number, number, number, number]
  readonly postScriptName: string
  readonly glyphCount: number
  private readonly characters: CharacterMap
  private readonly widths: Buffer
  private readonly widthCount: number
  private readonly index: Buffer
  private readonly longIndex: boolean
  private readonly glyphs: number

  private constructor(
    private readonly fd: number,
    private readonly tables: ReadonlyMap<string, { offset: number; length: number }>,
  ) {
    const head = this.table('head')
    const hhea = this.table('hhea')
    this.unitsPerEm = head.readUInt16BE(18)
    this.box = [head.readInt16BE(36), head.readInt16BE(38), head.readInt16BE(40), head.readInt16BE(42)]
    this.longIndex = head.readInt16BE(50) === 1
    this.ascent = hhea.readInt16BE(4)
    this.descent = hhea.readInt16BE(6)
    this.widthCount = hhea.readUInt16BE(34)
    this.glyphCount = this.table('maxp').readUInt16BE(4)
    const os2 = tables.has('OS/2') ? this.table('OS/2') : Buffer.alloc(0)
    this.capHeight = os2.length >= 90 ? os2.readInt16BE(88) : Math.round(0.7 * this.unitsPerEm)
    this.postScriptName = readPostScriptName(this.table('name'))
    this.characters = new CharacterMap(this.table('cmap'))
    this.widths = this.table('hmtx')
    this.index = this.table('loca')
    this.glyphs = this.place('glyf').offset
  }

  /** Errors: ENOENT; TypeError for anything but TrueType outlines. */
  static open(path: string): TrueTypeFile {
    const fd = openSync(path, 'r')
    try {
      const header = readAt(fd, 0, 12)
      if (header.readUInt32BE(0) !== 0x00010000) throw new TypeError(`${path} is not a TrueType font`)
      const count = header.readUInt16BE(4)
      const directory = readAt(fd, 12, 16 * count)
      const tables = new Map<string, { offset: number; length: number }>()
      for (let i = 0; i < count; i++)
        tables.set(directory.toString('latin1', 16 * i, 16 * i + 4), {
          offset: directory.readUInt32BE(16 * i + 8),
          length: directory.readUInt32BE(16 * i + 12),
        })
      return new TrueTypeFile(fd, tables)
    } catch (error) {
      closeSync(fd)
      throw error
    }
  }

  /** 0 when the font lacks the character. */
  glyphOf(code: number): number {
    return this.characters.glyphOf(code)
  }

  /** The glyph for a character followed by a variation selector; 0 when the font lacks the character. */
  variantOf(code: number, selector: number): number {
    return this.characters.variantOf(code, selector)
  }

  advanceOf(glyph: number): number {
    return this.widths.readUInt16BE(4 * Math.min(glyph, this.widthCount - 1))
  }

  leftBearingOf(glyph: number): number {
    const at = glyph < this.widthCount ? 4 * glyph + 2 : 4 * this.widthCount + 2 * (glyph - this.widthCount)
    return this.widths.readInt16BE(at)
  }

  /** The glyph's entry in `glyf`; empty for a blank. */
  glyphBytes(glyph: number): Buffer {
    if (glyph >= this.glyphCount) return Buffer.alloc(0)
    const start = this.glyphStart(glyph)
    return readAt(this.fd, this.glyphs + start, this.glyphStart(glyph + 1) - start)
  }

  /** A whole table, freshly read. */
  table(tag: string): Buffer {
    const { offset, length } = this.place(tag)
    return readAt(this.fd, offset, length)
  }

  private place(tag: string): { offset: number; length: number } {
    const place = this.tables.get(tag)
    if (!place) throw new TypeError(`font has no table ${tag}`)
    return place
  }

  private glyphStart(glyph: number): number {
    return this.longIndex ? this.index.readUInt32BE(4 * glyph) : 2 * this.index.readUInt16BE(2 * glyph)
  }
}

function readAt(fd: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let done = 0
  while (done < length) {
    const got = readSync(fd, bytes, done, length - done, offset + done)
    if (got === 0) throw new TypeError('font file ends too early')
    done += got
  }
  return bytes
}

/** Name 6 of the `name` table, without what a PDF name cannot hold. */
function readPostScriptName(table: Buffer): string {
  const strings = table.readUInt16BE(4)
  for (let i = 0; i < table.readUInt16BE(2); i++) {
    const record = 6 + 12 * i
    if (table.readUInt16BE(record) !== 3 || table.readUInt16BE(record + 6) !== 6) continue
    const start = strings + table.readUInt16BE(record + 10)
    const bytes = Buffer.from(table.subarray(start, start + table.readUInt16BE(record + 8)))
    const text = bytes
      .swap16()
      .toString('utf16le')
      .replace(/[^A-Za-z0-9_-]/g, '')
    if (text !== '') return text
  }
  return 'Font'
}
