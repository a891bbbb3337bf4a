import { ImageError } from './image-error'

const END_OF_LINE = 0
const END_OF_BITMAP = 1
const DELTA = 2

/**
 * Palette indices of a run-length coded bitmap (BI_RLE8, BI_RLE4), one byte a pixel, from the top. Places that the
 * code jumps over keep index 0. Error: ImageError when the code runs outside the picture or ends before it.
 */
export function readRunLengths(code: Buffer, width: number, height: number, nibbles: boolean): Buffer {
  const out = Buffer.alloc(width * height)
  let x = 0
  let row = 0 // from the bottom
  const put = (index: number) => {
    if (row >= height) throw unreadable('runs beyond the picture')
    // Writers round runs up to whole bytes: what passes the edge is dropped.
    if (x < width) out[(height - 1 - row) * width + x] = index
    x++
  }
  for (let at = 0; at + 1 < code.length;) {
    const [count = 0, value = 0] = [code[at], code[at + 1]]
    at += 2
    if (count > 0) {
      for (let i = 0; i < count; i++) put(nibbles ? (i % 2 === 0 ? value >> 4 : value & 15) : value)
    } else if (value === END_OF_LINE) {
      x = 0
      row++
    } else if (value === END_OF_BITMAP) return out
    else if (value === DELTA) {
      x += code[at] ?? 0
      row += code[at + 1] ?? 0
      at += 2
    } else {
      const bytes = nibbles ? (value + 1) >> 1 : value
      if (at + bytes > code.length) break
      for (let i = 0; i < value; i++) {
        const byte = code[at + (nibbles ? i >> 1 : i)] ?? 0
        put(nibbles ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte)
      }
      at += bytes + (bytes & 1) // literal runs are padded to two bytes
    }
  }
  if (row < height - 1 || (row === height - 1 && x < width)) throw unreadable('cut short')
  return out
}

const unreadable = (detail: string): ImageError => new ImageError('FILE_UNREADABLE', `BMP: ${detail}`)
