import type { RasterImage } from '../appearance/drawing'
import { readRunLengths } from './bmp-run-length'
import { checkSize, ImageError, type ImageLimits } from './image-error'

/** What the headers of a bitmap say. */
interface BmpForm {
  width: number
  height: number
  topDown: boolean
  bits: number
  compression: number
  /** where the pixels begin */
  offset: number
  /** four bytes an entry (three in the oldest form): blue, green, red */
  palette: Buffer
  entrySize: 3 | 4
  masks: Masks
}

interface Masks {
  red: number
  green: number
  blue: number
  alpha: number
}

const RGB = 0
const RLE8 = 1
const RLE4 = 2
const BITFIELDS = 3
const ALPHABITFIELDS = 6

export const isBmp = (file: Buffer): boolean => file.length >= 26 && file.toString('latin1', 0, 2) === 'BM'

/**
 * Windows bitmaps: 1, 4, 8 (plain or run-length coded), 16, 24 and 32 bits, bottom-up or top-down, colour masks.
 * JPEG and PNG within a bitmap and the forms of OS/2 with Huffman coding are refused. @throws ImageError
 */
export function readBmp(file: Buffer, limits: ImageLimits): RasterImage {
  const form = readHeaders(file, limits)
  const { width, height } = form
  const rgb = Buffer.alloc(width * height * 3)
  if (form.bits <= 8) {
    paintPalette(form, indices(file, form), rgb)
    return { kind: 'pixels', width, height, rgb }
  }
  const rows = plainRows(file, form)
  if (form.bits === 24) {
    rows((row, y) => {
      for (let x = 0, to = 3 * y * width; x < width; x++, to += 3) {
        rgb[to] = row[3 * x + 2] ?? 0
        rgb[to + 1] = row[3 * x + 1] ?? 0
        rgb[to + 2] = row[3 * x] ?? 0
      }
    })
    return { kind: 'pixels', width, height, rgb }
  }
  const alpha = paintMasked(form, rows, rgb)
  return { kind: 'pixels', width, height, rgb, ...(alpha ? { alpha } : {}) }
}

function readHeaders(file: Buffer, limits: ImageLimits): BmpForm {
  const offset = file.readUInt32LE(10)
  const size = file.readUInt32LE(14)
  if (14 + size > file.length) throw unreadable('cut short')
  const old = size === 12
  if (!old && size < 40) throw unreadable(`header of ${size} bytes`)
  const width = old ? file.readUInt16LE(18) : file.readInt32LE(18)
  const signedHeight = old ? file.readUInt16LE(20) : file.readInt32LE(22)
  const height = Math.abs(signedHeight)
  checkSize(width, height, limits)
  const bits = file.readUInt16LE(old ? 24 : 28)
  const compression = old ? RGB : file.readUInt32LE(30)
  if (!isKnown(bits, compression)) throw unsupported(`${bits} bits with compression ${compression}`)
  const topDown = signedHeight < 0
  if (topDown && (compression === RLE8 || compression === RLE4)) throw unreadable('run lengths top-down')
  // Masks follow the shortest header and are part of the longer ones.
  const maskBytes = size >= 52 ? 0 : compression === BITFIELDS ? 12 : compression === ALPHABITFIELDS ? 16 : 0
  const afterHeader = 14 + size + maskBytes
  if (offset < afterHeader || offset > file.length) throw unreadable('pixels begin outside the file')
  const entrySize = old ? 3 : 4
  const claimed = old ? 0 : file.readUInt32LE(46)
  const entries = bits > 8 ? 0 : claimed === 0 || claimed > 1 << bits ? 1 << bits : claimed
  return {
    width,
    height,
    topDown,
    bits,
    compression,
    offset,
    palette: file.subarray(afterHeader, Math.min(offset, afterHeader + entries * entrySize)),
    entrySize,
    masks: readMasks(file, size, bits, compression),
  }
}

function isKnown(bits: number, compression: number): boolean {
  switch (compression) {
    case RGB:
      return [1, 4, 8, 16, 24, 32].includes(bits)
    case RLE8:
      return bits === 8
    case RLE4:
      return bits === 4
    case BITFIELDS:
    case ALPHABITFIELDS:
      return bits === 16 || bits === 32
    default:
      return false
  }
}

function readMasks(file: Buffer, size: number, bits: number, compression: number): Masks {
  if (compression !== BITFIELDS && compression !== ALPHABITFIELDS)
    return bits === 16
      ? { red: 0x7c00, green: 0x3e0, blue: 0x1f, alpha: 0 }
      : { red: 0xff0000, green: 0xff00, blue: 0xff, alpha: 0 }
  const hasAlpha = size >= 56 || compression === ALPHABITFIELDS
  if (file.length < (hasAlpha ? 70 : 66)) throw unreadable('cut short')
  return {
    red: file.readUInt32LE(54),
    green: file.readUInt32LE(58),
    blue: file.readUInt32LE(62),
    alpha: hasAlpha ? file.readUInt32LE(66) : 0,
  }
}

/** Visits the rows from the top. Rows are padded to four bytes; the padding of the last may be missing. */
function plainRows(file: Buffer, form: BmpForm) {
  const { width, height, bits, offset, topDown } = form
  const used = Math.ceil((width * bits) / 8)
  const stride = ((width * bits + 31) >>> 5) * 4
  if (offset + stride * (height - 1) + used > file.length)
    throw unreadable('fewer pixels than its size needs')
  return (visit: (row: Buffer, y: number) => void) => {
    for (let y = 0; y < height; y++) {
      const at = offset + stride * (topDown ? y : height - 1 - y)
      visit(file.subarray(at, at + used), y)
    }
  }
}

/** Palette indices, one byte a pixel, from the top. */
function indices(file: Buffer, form: BmpForm): Buffer {
  const { width, height, bits, compression } = form
  if (compression !== RGB) return readRunLengths(file.subarray(form.offset), width, height, bits === 4)
  const out = Buffer.alloc(width * height)
  const mask = (1 << bits) - 1
  plainRows(
    file,
    form,
  )((row, y) => {
    for (let x = 0; x < width; x++) {
      const bit = x * bits
      out[y * width + x] = ((row[bit >> 3] ?? 0) >> (8 - bits - (bit & 7))) & mask
    }
  })
  return out
}

function paintPalette({ palette, entrySize }: BmpForm, pixels: Buffer, rgb: Buffer): void {
  pixels.forEach((index, i) => {
    const at = index * entrySize
    if (at + 3 > palette.length) throw unreadable('no such palette entry')
    rgb[3 * i] = palette[at + 2] ?? 0
    rgb[3 * i + 1] = palette[at + 1] ?? 0
    rgb[3 * i + 2] = palette[at] ?? 0
  })
}

/** 16 and 32 bits; gives the alpha when the file has one that shows anything. */
function paintMasked(form: BmpForm, rows: ReturnType<typeof plainRows>, rgb: Buffer): Buffer | undefined {
  const { width, height, bits, masks } = form
  const [red, green, blue] = [channel(masks.red), channel(masks.green), channel(masks.blue)]
  const seen = masks.alpha === 0 ? undefined : channel(masks.alpha)
  const alpha = seen ? Buffer.alloc(width * height) : undefined
  let most = 0
  let least = 255
  rows((row, y) => {
    for (let x = 0; x < width; x++) {
      const value = bits === 16 ? row.readUInt16LE(2 * x) : row.readUInt32LE(4 * x)
      const to = y * width + x
      rgb[3 * to] = red(value)
      rgb[3 * to + 1] = green(value)
      rgb[3 * to + 2] = blue(value)
      if (!alpha || !seen) continue
      const opacity = seen(value)
      alpha[to] = opacity
      most = Math.max(most, opacity)
      least = Math.min(least, opacity)
    }
  })
  // Many writers declare an alpha and leave it zero: such a picture is meant to be seen.
  return most === 0 || least === 255 ? undefined : alpha
}

/** Reads one masked channel as 0 to 255. */
function channel(mask: number): (value: number) => number {
  if (mask === 0) return () => 0
  const shift = 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most)
}

const unreadable = (detail: string): ImageError => new ImageError('FILE_UNREADABLE', `BMP: ${detail}`)
const unsupported = (detail: string): ImageError => new ImageError('FILE_UNSUPPORTED', `BMP: ${detail}`)
