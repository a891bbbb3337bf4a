import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas'
import type { RasterImage } from '#platform/pdf/appearance/drawing'
import { ImageError } from '#platform/pdf/image/image-error'
import { imageSize, readImage } from '#platform/pdf/image/read-image'
import { cutOut, type CutOut } from '#platform/pdf/seal/photo/cut-out'
import type { Ink } from '#platform/pdf/seal/photo/ink'
import { SEAL_COLORS, type SealColor } from '#platform/pdf/seal/seal-design'

export interface SealPhotoWish {
  /** colour of the result (SEAL-12) */
  color: SealColor
  /** the ink on the paper; found out when absent */
  ink?: Ink
  /** the part that was framed, in parts of width and height as displayed, 0 to 1 */
  crop?: { x: number; y: number; width: number; height: number }
}

/** Longer side that is worked on, pixels: 42 mm at more than 800 dpi. */
const WORKING_SIDE = 1400
/** Photographs of phones; decoding takes 4 bytes a pixel. */
const MAX_PIXELS = 50_000_000

/**
 * Cuts a seal, or a signature, out of a photograph (PNG, JPEG, BMP) of it on white paper. Memory and time are bounded
 * by the pixels allowed. @throws ImageError, PhotoError
 */
export async function cutOutSeal(bytes: Uint8Array, wish: SealPhotoWish): Promise<CutOut> {
  const image = readImage(bytes, { maxPixels: MAX_PIXELS })
  const whole = imageSize(image)
  const crop = wish.crop ?? { x: 0, y: 0, width: 1, height: 1 }
  const part = { width: whole.width * crop.width, height: whole.height * crop.height }
  const scale = Math.min(1, WORKING_SIDE / Math.max(part.width, part.height))
  const [width, height] = [Math.round(part.width * scale), Math.round(part.height * scale)].map((v) =>
    Math.max(1, v),
  )
  const canvas = createCanvas(width ?? 1, height ?? 1)
  const context = canvas.getContext('2d')
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.scale(scale, scale)
  context.translate(-crop.x * whole.width, -crop.y * whole.height)
  orient(context, image.orientation ?? 1, image)
  context.drawImage(await decoded(image), 0, 0)
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
  return cutOut(pixels, { color: SEAL_COLORS[wish.color], ...(wish.ink ? { ink: wish.ink } : {}) })
}

async function decoded(image: RasterImage) {
  if (image.kind === 'jpeg')
    return loadImage(image.bytes).catch(() => {
      throw new ImageError('FILE_UNREADABLE', 'JPEG: does not decode')
    })
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  const target = context.createImageData(image.width, image.height)
  for (let i = 0; i < image.width * image.height; i++) {
    target.data[4 * i] = image.rgb[3 * i] ?? 0
    target.data[4 * i + 1] = image.rgb[3 * i + 1] ?? 0
    target.data[4 * i + 2] = image.rgb[3 * i + 2] ?? 0
    target.data[4 * i + 3] = image.alpha?.[i] ?? 255
  }
  context.putImageData(target, 0, 0)
  return canvas
}

/** EXIF orientations 1 to 8 as a change of coordinates; the image is then drawn at the origin as stored. */
function orient(
  context: SKRSContext2D,
  orientation: number,
  { width: w, height: h }: { width: number; height: number },
) {
  const maps: Record<number, [number, number, number, number, number, number]> = {
    2: [-1, 0, 0, 1, w, 0],
    3: [-1, 0, 0, -1, w, h],
    4: [1, 0, 0, -1, 0, h],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, h, 0],
    7: [0, -1, -1, 0, h, w],
    8: [0, -1, 1, 0, 0, w],
  }
  const map = maps[orientation]
  if (map) context.transform(...map)
}
