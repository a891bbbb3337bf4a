import { deflateSync } from 'node:zlib'
import { name, PdfDict, type PdfRef } from '../objects'
import type { ObjectSink } from '../object-sink'
import type { RasterImage } from './drawing'
import { filterRows } from './png-rows'

type Pixels = Extract<RasterImage, { kind: 'pixels' }>

/** An image XObject (ISO 32000-2 §8.9.5): a JPEG goes in as it is, pixels are packed, transparency becomes a soft mask. */
export function addImage(sink: ObjectSink, image: RasterImage): PdfRef {
  if (image.kind === 'pixels') return addPixels(sink, image)
  const dict = imageDict(image.width, image.height, COLOR_SPACES[image.components]).set(
    'Filter',
    name('DCTDecode'),
  )
  if (image.inverted) dict.set('Decode', Array.from({ length: image.components }, () => [1, 0]).flat())
  return sink.add(dict, image.bytes)
}

const COLOR_SPACES = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' } as const

function addPixels(sink: ObjectSink, { width, height, rgb, alpha }: Pixels): PdfRef {
  if (rgb.length !== 3 * width * height || (alpha && alpha.length !== width * height))
    throw new TypeError('pixels do not fill the image')
  const grey = greyOf(rgb)
  const dict = grey ? packedDict(width, height, 'DeviceGray', 1) : packedDict(width, height, 'DeviceRGB', 3)
  if (alpha && !isOpaque(alpha))
    dict.set('SMask', sink.add(packedDict(width, height, 'DeviceGray', 1), pack(alpha, width, 1)))
  return sink.add(dict, pack(grey ?? rgb, width, grey ? 1 : 3))
}

const pack = (samples: Buffer, width: number, components: number): Buffer =>
  deflateSync(filterRows(samples, width * components, components))

function packedDict(width: number, height: number, colorSpace: string, colors: number): PdfDict {
  return imageDict(width, height, colorSpace)
    .set('Filter', name('FlateDecode'))
    .set('DecodeParms', PdfDict.of({ Predictor: 15, Colors: colors, Columns: width }))
}

function imageDict(width: number, height: number, colorSpace: string): PdfDict {
  return PdfDict.of({
    Type: name('XObject'),
    Subtype: name('Image'),
    Width: width,
    Height: height,
    ColorSpace: name(colorSpace),
    BitsPerComponent: 8,
  })
}

/** One byte a pixel when the image has no colour. */
function greyOf(rgb: Buffer): Buffer | null {
  for (let i = 0; i < rgb.length; i += 3) if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2]) return null
  const grey = Buffer.allocUnsafe(rgb.length / 3)
  for (let i = 0; i < grey.length; i++) grey[i] = rgb[3 * i] ?? 0
  return grey
}

function isOpaque(alpha: Buffer): boolean {
  for (const value of alpha) if (value !== 255) return false
  return true
}

/**
 * From the unit square of an image XObject (its first row on top, y up) to the square as it is to be seen, for EXIF
 * orientations 1 to 8 (CIPA DC-008 §4.6.4 Orientation).
 */
export function orientationMatrix(
  orientation: number | undefined,
): [number, number, number, number, number, number] {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, 1, 0]
    case 3:
      return [-1, 0, 0, -1, 1, 1]
    case 4:
      return [1, 0, 0, -1, 0, 1]
    case 5:
      return [0, -1, -1, 0, 1, 1]
    case 6:
      return [0, -1, 1, 0, 0, 1]
    case 7:
      return [0, 1, 1, 0, 0, 0]
    case 8:
      return [0, 1, -1, 0, 1, 0]
    default:
      return [1, 0, 0, 1, 0, 0]
  }
}
