import type { FieldType, Place } from '#types/contract'
import type { PageSize } from '../geometry'

/** A sign area while it is being placed: points of the page as displayed, y down. */
export interface PlacedField extends Place {
  id: string
  partyId: string
  type: FieldType
}

export type Rect = Pick<Place, 'x' | 'y' | 'width' | 'height'>

interface Shape {
  width: number
  height: number
  leastWidth: number
  leastHeight: number
  /** Width / height is kept while resizing. */
  fixedRatio: boolean
}

/** Sizes in points. A company seal has 42 mm across (GB/T 33481 practice), never less than 20 mm. */
export const shapes: Record<FieldType, Shape> = {
  signature: { width: 120, height: 50, leastWidth: 48, leastHeight: 20, fixedRatio: false },
  seal: { width: 119, height: 119, leastWidth: 57, leastHeight: 57, fixedRatio: true },
  date: { width: 100, height: 22, leastWidth: 60, leastHeight: 14, fixedRatio: false },
}

const tenth = (value: number) => Math.round(value * 10) / 10

/** Moves (and, if need be, shrinks) a rectangle so that it lies on the page (CON-23). */
export function ontoPage(rect: Rect, page: PageSize): Rect {
  const width = Math.min(rect.width, page.width)
  const height = Math.min(rect.height, page.height)

  return {
    width: tenth(width),
    height: tenth(height),
    x: tenth(Math.max(0, Math.min(page.width - width, rect.x))),
    y: tenth(Math.max(0, Math.min(page.height - height, rect.y))),
  }
}

/** The rectangle of a new field whose middle is at the given point. */
export function rectAround(type: FieldType, middle: { x: number; y: number }, page: PageSize): Rect {
  const { width, height } = shapes[type]
  return ontoPage({ x: middle.x - width / 2, y: middle.y - height / 2, width, height }, page)
}

export type Corner = 'nw' | 'ne' | 'sw' | 'se'

/** The rectangle after its corner was dragged by dx, dy points; the opposite corner stays. */
export function resized(
  rect: Rect,
  type: FieldType,
  corner: Corner,
  dx: number,
  dy: number,
  page: PageSize,
): Rect {
  const shape = shapes[type]
  const west = corner === 'nw' || corner === 'sw'
  const north = corner === 'nw' || corner === 'ne'
  const right = rect.x + rect.width
  const bottom = rect.y + rect.height
  const roomX = west ? right : page.width - rect.x
  const roomY = north ? bottom : page.height - rect.y

  let width = Math.min(roomX, Math.max(shape.leastWidth, rect.width + (west ? -dx : dx)))
  let height = Math.min(roomY, Math.max(shape.leastHeight, rect.height + (north ? -dy : dy)))
  if (shape.fixedRatio) {
    const ratio = shape.width / shape.height
    width = Math.min(Math.max(width, height * ratio), roomX, roomY * ratio)
    height = width / ratio
  }

  return {
    x: tenth(west ? right - width : rect.x),
    y: tenth(north ? bottom - height : rect.y),
    width: tenth(width),
    height: tenth(height),
  }
}
