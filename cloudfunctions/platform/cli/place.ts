import type { ViewerRect } from '../pdf/geometry'
import { UsageError } from './command'

/** A place in viewer points; pages from 0. */
export interface PlaceOnPage {
  page: number
  rect: ViewerRect
}

/** `PAGE,X,Y,WIDTH,HEIGHT`: page from 1, points from the top left of the page as displayed. */
export function parsePlace(text: string): PlaceOnPage {
  const parts = text.split(',').map((part) => (/^\s*\d+(\.\d+)?\s*$/.test(part) ? Number(part) : Number.NaN))
  const [page = 0, x = 0, y = 0, width = 0, height = 0] = parts
  if (
    parts.length !== 5 ||
    parts.some(Number.isNaN) ||
    !Number.isInteger(page) ||
    page < 1 ||
    !width ||
    !height
  )
    throw new UsageError({
      zh: '--at 应为 页码,左,上,宽,高（单位磅，页码从 1 起）',
      en: '--at is PAGE,X,Y,WIDTH,HEIGHT in points; pages from 1',
    })
  return { page: page - 1, rect: { x, y, width, height } }
}
