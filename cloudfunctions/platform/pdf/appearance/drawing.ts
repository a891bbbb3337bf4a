import type { FontFace } from '../fonts/font-set'
import type { PackedPicture } from './packed-picture'
import type { PictureSlice, VectorPicture, VectorShape } from './vector-picture'

/**
 * What a place or a page shows, as plain data: outlines, text that stays text, pictures and images in one coordinate
 * system. Origin top left, y down, points (1/72 inch). Items are painted in order.
 */
export interface Drawing {
  width: number
  height: number
  items: readonly DrawingItem[]
}

export type DrawingItem = DrawnShapes | DrawnText | DrawnPicture | DrawnImage

export interface DrawnShapes {
  kind: 'shapes'
  shapes: readonly VectorShape[]
}

/** One line of text. Embedded as a font subset with its Unicode values, so it can be searched, copied and read aloud. */
export interface DrawnText {
  kind: 'text'
  /** no line breaks; each character is taken from `face` or the first font of its fallback chain that has it */
  text: string
  /** start of the baseline */
  x: number
  y: number
  /** points */
  size: number
  face: FontFace
  /** #rrggbb; ink when absent */
  color?: string
  /** horizontal stretch, 1 natural */
  stretch?: number
  /** added after every character, points */
  spacing?: number
  /** slanted, for faces without an italic */
  oblique?: boolean
  /** thickened, for faces without a bold (kai) */
  emboldened?: boolean
}

/** A finished picture scaled into a rectangle: a seal, a signature. */
export interface DrawnPicture extends Rect {
  kind: 'picture'
  picture: VectorPicture | PackedPicture
  /** the strip of a page seal that is shown, stretched over the rectangle */
  slice?: PictureSlice
}

/** An image, or what its crop leaves of it, stretched over a rectangle. */
export interface DrawnImage extends Rect {
  kind: 'image'
  image: RasterImage
  crop?: ImageCrop
}

/**
 * What is not shown at each side of an image as displayed, in parts of its width or height. Negative: the image is
 * smaller than its rectangle.
 */
export interface ImageCrop {
  left: number
  top: number
  right: number
  bottom: number
}

interface Rect {
  x: number
  y: number
  width: number
  height: number
}

/** An image ready to be embedded; width and height in pixels as stored, before `orientation` is applied. */
export type RasterImage =
  | {
      kind: 'jpeg'
      /** the JPEG file as it is: never decoded, never packed again */
      bytes: Buffer
      width: number
      height: number
      /** 1 grey, 3 YCbCr or RGB, 4 CMYK */
      components: 1 | 3 | 4
      /** Adobe writes CMYK inverted */
      inverted?: boolean
      /** EXIF orientation 1 to 8 */
      orientation?: number
    }
  | {
      kind: 'pixels'
      width: number
      height: number
      /** 3 bytes a pixel, rows from the top */
      rgb: Buffer
      /** 1 byte a pixel, 255 opaque */
      alpha?: Buffer
      orientation?: number
    }
