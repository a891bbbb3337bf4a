import type { RasterImage } from '../appearance/drawing'
import { isBmp, readBmp } from './bmp'
import { IMAGE_LIMITS, ImageError, type ImageLimits } from './image-error'
import { isJpeg, readJpeg } from './jpeg'
import { isPng, readPng } from './png'

/**
 * A PNG, JPEG or BMP file as an image that can be embedded. The kind is told by content, never by a file name. JPEG
 * stays compressed; the others become pixels. Pure and bounded: cost follows the pixels claimed, which are limited.
 * @throws ImageError FILE_TYPE, FILE_TOO_BIG, FILE_UNREADABLE, FILE_UNSUPPORTED
 */
export function readImage(bytes: Uint8Array, limits: Partial<ImageLimits> = {}): RasterImage {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const bounds = { ...IMAGE_LIMITS, ...limits }
  if (isPng(file)) return readPng(file, bounds)
  if (isJpeg(file)) return readJpeg(file, bounds)
  if (isBmp(file)) return readBmp(file, bounds)
  throw new ImageError('FILE_TYPE', `begins with ${file.toString('hex', 0, 12) || 'nothing'}`)
}

/** Size in pixels as displayed, that is after the orientation is applied. */
export function imageSize(image: RasterImage): { width: number; height: number } {
  const { width, height } = image
  return (image.orientation ?? 1) >= 5 ? { width: height, height: width } : { width, height }
}
