import type { Drawing, RasterImage } from '../appearance/drawing'
import { imageSize } from '../image/read-image'

/** A seal out of a photograph as something to be shown, whole or in slices, at its physical width in points. */
export function imageSeal(image: RasterImage, width: number): Drawing {
  const pixels = imageSize(image)
  const height = (width * pixels.height) / pixels.width
  return { width, height, items: [{ kind: 'image', image, x: 0, y: 0, width, height }] }
}
