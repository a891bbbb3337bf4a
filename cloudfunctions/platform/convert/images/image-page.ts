import type { Drawing, RasterImage } from '../../pdf/appearance/drawing'
import { imageSize } from '../../pdf/image/read-image'

/** A4 in points. */
const SHORT = 595.28
const LONG = 841.89
/** Around a picture that is no page of its own. */
const MARGIN = 28.35
/** Small pictures are not blown up beyond this many pixels an inch. */
const LEAST_DPI = 150
/** Sides of A4 stand 1 : √2; a scan or a photo cut to the page comes this near. */
const PAGE_LIKE = 0.04

/**
 * One A4 page that shows an image as large as it fits, upright or lying as the image is. A scan of a page fills the
 * page; any other picture keeps a margin of 1 cm.
 */
export function imagePage(image: RasterImage): Drawing {
  const pixels = imageSize(image)
  const lying = pixels.width > pixels.height
  const [width, height] = lying ? [LONG, SHORT] : [SHORT, LONG]
  const proportion = (pixels.width / pixels.height) * (height / width)
  const margin = Math.abs(proportion - 1) < PAGE_LIKE ? 0 : MARGIN
  const scale = Math.min(
    (width - 2 * margin) / pixels.width,
    (height - 2 * margin) / pixels.height,
    72 / LEAST_DPI,
  )
  const shown = { width: pixels.width * scale, height: pixels.height * scale }
  return {
    width,
    height,
    items: [
      {
        kind: 'image',
        image,
        x: (width - shown.width) / 2,
        y: (height - shown.height) / 2,
        ...shown,
      },
    ],
  }
}
