/** The characters of a font: code point → glyph, variation sequences included (OpenType `cmap`). 0 is no glyph. */
export class CharacterMap {
  private readonly starts: Uint32Array
  private readonly ends: Uint32Array
  private readonly glyphs: (code: number, group: number) => number
  private readonly variations: Map<number, Map<number, number>>

  /** `table` is the whole `cmap` table; formats 12 and 4, and 14 for variation sequences. */
  constructor(table: Buffer) {
    const subtables = listSubtables(table)
    const full = subtables.find(({ format }) => format === 12)
    const basic = subtables.find(({ format }) => format === 4)
    if (full) {
      const count = table.readUInt32BE(full.at + 12)
      const row = (group: number) => full.at + 16 + 12 * group
      this.starts = Uint32Array.from({ length: count }, (_, i) => table.readUInt32BE(row(i)))
      this.ends = Uint32Array.from({ length: count }, (_, i) => table.readUInt32BE(row(i) + 4))
      this.glyphs = (code, group) => table.readUInt32BE(row(group) + 8) + code - (this.starts[group] ?? 0)
    } else if (basic) {
      const twice = table.readUInt16BE(basic.at + 6)
      const column = (index: number) => basic.at + 14 + index * twice + (index > 0 ? 2 : 0)
      const read = (index: number, i: number) => table.readUInt16BE(column(index) + 2 * i)
      this.ends = Uint32Array.from({ length: twice / 2 }, (_, i) => read(0, i))
      this.starts = Uint32Array.from({ length: twice / 2 }, (_, i) => read(1, i))
      this.glyphs = (code, i) => {
        const offset = read(3, i)
        if (offset === 0) return (code + read(2, i)) & 0xffff
        const glyph = table.readUInt16BE(column(3) + 2 * i + offset + 2 * (code - (this.starts[i] ?? 0)))
        return glyph === 0 ? 0 : (glyph + read(2, i)) & 0xffff
      }
    } else throw new TypeError('font has no character map of format 12 or 4')
    const sequences = subtables.find(({ format }) => format === 14)
    this.variations = sequences ? readVariations(table, sequences.at) : new Map<number, Map<number, number>>()
  }

  glyphOf(code: number): number {
    let low = 0
    let high = this.ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.ends[middle] ?? 0) < code) low = middle + 1
      else high = middle
    }
    const start = this.starts[low]
    return start === undefined || start > code ? 0 : this.glyphs(code, low)
  }

  /** The glyph that a variation selector asks for; the character's own one when the font makes no difference. */
  variantOf(code: number, selector: number): number {
    return this.variations.get(selector)?.get(code) ?? this.glyphOf(code)
  }
}

function listSubtables(table: Buffer): { format: number; at: number }[] {
  return Array.from({ length: table.readUInt16BE(2) }, (_, i) => {
    const platform = table.readUInt16BE(4 + 8 * i)
    const at = table.readUInt32BE(8 + 8 * i)
    return { platform, format: table.readUInt16BE(at), at }
  }).filter(({ platform }) => platform === 0 || platform === 3)
}

/** Only the sequences with a glyph of their own (non-default UVS). */
function readVariations(table: Buffer, at: number): Map<number, Map<number, number>> {
  const variations = new Map<number, Map<number, number>>()
  const count = table.readUInt32BE(at + 6)
  for (let i = 0; i < count; i++) {
    const record = at + 10 + 11 * i
    const offset = table.readUInt32BE(record + 7)
    if (offset === 0) continue
    const glyphs = new Map<number, number>()
    const length = table.readUInt32BE(at + offset)
    for (let j = 0; j < length; j++) {
      const pair = at + offset + 4 + 5 * j
      glyphs.set(table.readUIntBE(pair, 3), table.readUInt16BE(pair + 3))
    }
    variations.set(table.readUIntBE(record, 3), glyphs)
  }
  return variations
}
