import { inflateSync } from 'node:zlib'
import type { RasterImage } from '../appearance/drawing'
import { crc32 } from './crc32'
import { exifOrientation } from './exif'
import { checkSize, ImageError, type ImageLimits } from './image-error'
import { decodeRows, type PngForm, rawLength } from './png-pixels'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const DEPTHS: Record<number, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

export const isPng = (file: Buffer): boolean => file.subarray(0, 8).equals(SIGNATURE)

/**
 * Every form of the standard: palette, grey, 1 to 16 bits, transparency, interlaced. The data may not unpack to more
 * than the size in the header needs. @throws ImageError
 */
export function readPng(file: Buffer, limits: ImageLimits): RasterImage {
  const { form, data, orientation } = readChunks(file, limits)
  const needed = rawLength(form)
  if (needed > 4 * limits.maxPixels) throw new ImageError('FILE_TOO_BIG', `PNG: ${needed} bytes of pixels`)
  let raw: Buffer
  try {
    // Some writers add a few bytes too many; a bomb stops here.
    raw = inflateSync(Buffer.concat(data), { maxOutputLength: needed + 65_536 })
  } catch {
    throw unreadable('the picture does not unpack to its size')
  }
  if (raw.length < needed) throw unreadable('fewer pixels than its size needs')
  const { rgb, alpha } = decodeRows(form, raw)
  return {
    kind: 'pixels',
    width: form.width,
    height: form.height,
    rgb,
    ...(alpha ? { alpha } : {}),
    ...(orientation === undefined || orientation === 1 ? {} : { orientation }),
  }
}

function readChunks(file: Buffer, limits: ImageLimits) {
  let form: PngForm | undefined
  let orientation: number | undefined
  const data: Buffer[] = []
  for (let at = 8; ;) {
    if (at + 12 > file.length) throw unreadable('ends before its end chunk')
    const length = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    const end = at + 8 + length
    if (end + 4 > file.length) throw unreadable(`chunk ${type} is longer than the file`)
    const body = file.subarray(at + 8, end)
    // Pixels carry a checksum of their own inside.
    if (isCritical(type) && type !== 'IDAT' && crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end))
      throw unreadable(`checksum of ${type}`)
    at = end + 4
    if (!form) {
      if (type !== 'IHDR') throw unreadable('no header')
      form = readHeader(body, limits)
    } else if (type === 'IDAT') data.push(body)
    else if (type === 'PLTE') form.palette = body.subarray(0, Math.min(768, length - (length % 3)))
    else if (type === 'tRNS') form.transparency = body
    else if (type === 'eXIf') orientation = exifOrientation(body)
    else if (type === 'IEND') break
    else if (isCritical(type)) throw unreadable(`chunk ${type}`)
  }
  if (form.colour === 3 && !form.palette) throw unreadable('no palette')
  return { form, data, orientation }
}

function readHeader(body: Buffer, limits: ImageLimits): PngForm {
  if (body.length !== 13) throw unreadable('header length')
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
  checkSize(width, height, limits)
  const [depth = 0, colour = 0, compression, filter, interlace] = body.subarray(8)
  if (!DEPTHS[colour]?.includes(depth)) throw unreadable(`${depth} bits of colour type ${colour}`)
  if (compression !== 0 || filter !== 0 || (interlace !== 0 && interlace !== 1))
    throw unreadable('unknown method')
  return {
    width,
    height,
    depth: depth as PngForm['depth'],
    colour: colour as PngForm['colour'],
    interlaced: interlace === 1,
  }
}

/** A decoder may pass over what it does not know unless the first letter is a capital. */
const isCritical = (type: string): boolean => type.charCodeAt(0) < 0x60

const unreadable = (detail: string): ImageError => new ImageError('FILE_UNREADABLE', `PNG: ${detail}`)
