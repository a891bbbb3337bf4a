import type { Affine } from '../appearance/vector-picture'

/** A part of a composite glyph: which glyph, where its number stands in the bytes, how it is placed. */
export interface GlyphComponent {
  glyph: number
  at: number
  matrix: Affine
}

const WORDS = 0x0001
const XY_VALUES = 0x0002
const SCALE = 0x0008
const MORE = 0x0020
const TWO_SCALES = 0x0040
const MATRIX = 0x0080

/** The components of a composite `glyf` entry; none for a simple or blank one (OpenType `glyf`, composite glyphs). */
export function componentsOf(bytes: Buffer): GlyphComponent[] {
  if (bytes.length < 10 || bytes.readInt16BE(0) >= 0) return []
  const components: GlyphComponent[] = []
  let at = 10
  for (let flags = MORE; flags & MORE;) {
    flags = bytes.readUInt16BE(at)
    const glyph = bytes.readUInt16BE(at + 2)
    const place = at + 2
    at += 4
    const dx = flags & WORDS ? bytes.readInt16BE(at) : bytes.readInt8(at)
    const dy = flags & WORDS ? bytes.readInt16BE(at + 2) : bytes.readInt8(at + 1)
    at += flags & WORDS ? 4 : 2
    const fraction = () => {
      const value = bytes.readInt16BE(at) / 16384
      at += 2
      return value
    }
    let [a, b, c, d] = [1, 0, 0, 1]
    if (flags & SCALE) a = d = fraction()
    else if (flags & TWO_SCALES) [a, d] = [fraction(), fraction()]
    else if (flags & MATRIX) [a, b, c, d] = [fraction(), fraction(), fraction(), fraction()]
    // Placement by matching points is not used by any font of the set.
    const [e, f] = flags & XY_VALUES ? [dx, dy] : [0, 0]
    components.push({ glyph, at: place, matrix: [a, b, c, d, e, f] })
  }
  return components
}
