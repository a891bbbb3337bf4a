import type { RasterImage } from '../appearance/drawing'
import { exifOrientation } from './exif'
import { checkSize, ImageError, type ImageLimits } from './image-error'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP14 = 0xee
const COM = 0xfe

/** Baseline, extended and progressive Huffman coding: what a PDF reader decodes (ISO 32000-2 §7.4.8). */
const READABLE_FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2]
/** The C4, C8 and CC of the same range are tables, not frames. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
/** Markers that stand alone, without a length: TEM and restarts. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
/** JFIF and Adobe tell a decoder the colours. Camera data, places, previews and comments do not go into a contract. */
const isMetadata = (marker: number): boolean =>
  marker === COM || (marker > APP0 && marker <= 0xef && marker !== APP14)

export const isJpeg = (file: Buffer): boolean =>
  file.length >= 3 && file[0] === 0xff && file[1] === SOI && file[2] === 0xff

/**
 * Walks the segments of a JPEG file (ITU-T T.81 Annex B); the picture itself is not decoded. The bytes given back are
 * the file without its metadata and without whatever follows its end. @throws ImageError
 */
export function readJpeg(file: Buffer, limits: ImageLimits): RasterImage {
  const kept: Buffer[] = [file.subarray(0, 2)]
  let frame: Frame | undefined
  let adobe = false
  let jfif = false
  let orientation: number | undefined
  for (let at = 2; ;) {
    const start = at
    if (file[at] !== 0xff) throw unreadable('no marker where one must be')
    while (file[at] === 0xff) at++ // any number of fill bytes
    const marker = file[at++]
    if (marker === undefined) throw unreadable('ends without an end marker')
    if (marker === EOI) {
      if (!frame || kept.length < 3) throw unreadable('no picture before the end marker')
      kept.push(Buffer.from([0xff, EOI]))
      break
    }
    if (standsAlone(marker)) continue
    if (marker === SOI || marker < 0xc0) throw unreadable(`marker ${marker.toString(16)}`)
    if (at + 2 > file.length) throw unreadable('cut short')
    const end = at + file.readUInt16BE(at)
    if (end < at + 2 || end > file.length) throw unreadable('a segment is longer than the file')
    const body = file.subarray(at + 2, end)
    at = end
    if (isFrame(marker)) {
      if (frame) throw unreadable('two pictures in one')
      frame = readFrame(marker, body, limits)
    } else if (marker === APP1 && body.toString('latin1', 0, 6) === 'Exif\0\0')
      orientation ??= exifOrientation(body.subarray(6))
    else if (marker === APP14 && body.toString('latin1', 0, 5) === 'Adobe') adobe = true
    else if (marker === APP0 && body.toString('latin1', 0, 5) === 'JFIF\0') jfif = true
    else if (marker === SOS) {
      if (!frame) throw unreadable('a scan before its frame')
      at = endOfScan(file, end)
    }
    if (!isMetadata(marker)) kept.push(file.subarray(start, at))
  }
  const { width, height, components, named } = frame
  // Adobe's mark says that 255 is no ink. Without it some programs read a file as its negative, some do not.
  if (components === 4 && !adobe) throw unsupported('CMYK without a mark')
  if (named === 'RGB' && !adobe && !jfif) kept.splice(1, 0, PLAIN_RGB)
  return {
    kind: 'jpeg',
    bytes: Buffer.concat(kept),
    width,
    height,
    components,
    ...(components === 4 ? { inverted: true } : {}),
    ...(orientation === undefined || orientation === 1 ? {} : { orientation }),
  }
}

interface Frame {
  width: number
  height: number
  components: 1 | 3 | 4
  /** the numbers of the components read as letters: some writers say `RGB` so */
  named: string
}

/** An Adobe segment with transform 0: PDF readers take three components for YCbCr unless it says otherwise. */
const PLAIN_RGB = Buffer.from('ffee000e41646f626500640000000000', 'hex')

function readFrame(marker: number, body: Buffer, limits: ImageLimits): Frame {
  if (!READABLE_FRAMES.includes(marker))
    throw unsupported(`coding ${marker.toString(16)} (lossless, arithmetic)`)
  if (body.length < 6) throw unreadable('frame too short')
  if (body[0] !== 8) throw unsupported(`${body[0]} bits a sample`)
  const [height, width, components] = [body.readUInt16BE(1), body.readUInt16BE(3), body[5]]
  checkSize(width, height, limits)
  if (components !== 1 && components !== 3 && components !== 4) throw unsupported(`${components} components`)
  if (body.length < 6 + 3 * components) throw unreadable('frame too short')
  const named = String.fromCharCode(...Array.from({ length: components }, (_, i) => body[6 + 3 * i] ?? 0))
  return { width, height, components, named }
}

/** Where the next marker stands; FF 00 and restarts belong to the scan. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = from; ; at++) {
    at = file.indexOf(0xff, at)
    const marker = at < 0 ? undefined : file[at + 1]
    if (marker === undefined) throw unreadable('cut short within the picture')
    if (marker === 0xff) continue
    if (marker !== 0x00 && !standsAlone(marker)) {
      if (at === from) throw unreadable('an empty scan')
      return at
    }
  }
}

const unreadable = (detail: string): ImageError => new ImageError('FILE_UNREADABLE', `JPEG: ${detail}`)
const unsupported = (detail: string): ImageError => new ImageError('FILE_UNSUPPORTED', `JPEG: ${detail}`)
