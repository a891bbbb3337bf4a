import type { RasterImage } from '../../appearance/drawing'
import { writeTintedPng } from '../../image/png-writer'
import { alphaOf, type Ink, inkOf, scoresOf } from './ink'
import { keepMark } from './mark-area'
import { type Pixels, reflectanceOf } from './paper'
import { bridgePrint } from './print-beneath'

export interface CutOutWish {
  /** #rrggbb of the result */
  color: string
  /** the ink on the paper; found out when absent */
  ink?: Ink
  /** the mark must have this many pixels along its longer side, default 120 */
  leastSide?: number
}

export interface CutOut {
  /** one colour, everything else in the alpha */
  image: Extract<RasterImage, { kind: 'pixels' }>
  png: Buffer
  ink: Ink
}

const MARGIN = 2

/**
 * A seal or a signature out of a photograph of it on white paper: cropped tightly, without paper, shadows and print,
 * in one pure colour. @throws PhotoError
 */
export function cutOut(photo: Pixels, wish: CutOutWish): CutOut {
  const paper = reflectanceOf(photo)
  const ink = wish.ink ?? inkOf(paper)
  const alpha = alphaOf(scoresOf(paper, ink))
  bridgePrint(alpha, paper, ink)
  const found = keepMark(alpha, photo.width, wish.leastSide ?? 120)
  const x = Math.max(0, found.x - MARGIN)
  const y = Math.max(0, found.y - MARGIN)
  const width = Math.min(photo.width, found.x + found.width + MARGIN) - x
  const height = Math.min(photo.height, found.y + found.height + MARGIN) - y
  const cropped = Buffer.alloc(width * height)
  for (let row = 0; row < height; row++) {
    const from = (y + row) * photo.width + x
    cropped.set(alpha.subarray(from, from + width), row * width)
  }
  const tint = Buffer.from(wish.color.slice(1), 'hex')
  const rgb = Buffer.alloc(3 * width * height, tint)
  return {
    image: { kind: 'pixels', width, height, rgb, alpha: cropped },
    png: writeTintedPng(width, height, cropped, tint),
    ink,
  }
}
