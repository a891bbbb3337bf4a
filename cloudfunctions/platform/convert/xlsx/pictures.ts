import { cropOf } from '../package/picture-crop'
import type { ImageCrop, RasterImage } from '../../pdf/appearance/drawing'
import { ImageError } from '../../pdf/image/image-error'
import { readImage } from '../../pdf/image/read-image'
import { ConversionRefused, type WarningList } from '../conversion'
import type { OfficePackage, Relationship } from '../package/office-package'
import { childOf, descendantOf, type XmlElement } from '../package/xml'
import type { Grid } from './grid'
import type { CellRange } from './reference'

/** A picture on a sheet; `x` and `y` in points from the corner of its first cell, which rows grown above it move. */
export interface SheetPicture {
  image: RasterImage
  crop?: ImageCrop
  x: number
  y: number
  width: number
  height: number
  /** cells that it lies on */
  range: CellRange
}

const EMU = 12_700

/**
 * Pictures of a drawing part. What carries content and cannot be drawn is refused, lines and frames are left out with
 * a warning. @throws ConversionRefused FILE_UNDRAWABLE
 */
export function readPictures(
  parts: OfficePackage,
  part: string,
  sheetName: string,
  grid: Grid,
  warnings: WarningList,
): SheetPicture[] {
  const root = parts.tree(part)
  const links = parts.relationships(part)
  const refuse = (what: string): never => {
    throw new ConversionRefused('FILE_UNDRAWABLE', `${sheetName}：${what}`)
  }
  const pictures: SheetPicture[] = []
  for (const anchor of anchorsOf(root)) {
    for (const child of anchor.children) {
      if (child.name === 'graphicFrame' || child.name === 'AlternateContent') refuse('图表 chart')
      if (child.name === 'grpSp') refuse('组合图形 grouped shapes')
      if (child.name === 'sp' && hasText(child)) refuse('文本框 text box')
      if (child.name === 'sp' || child.name === 'cxnSp') warnings.add('SHAPE_LEFT_OUT')
      if (child.name !== 'pic') continue
      const image = imageOf(parts, links, child, refuse)
      const shape = childOf(childOf(child, 'spPr'), 'xfrm')?.attributes ?? {}
      if (Number(shape.rot ?? 0) !== 0) warnings.add('PICTURE_EFFECTS')
      const crop = cropOf(descendantOf(child, 'srcRect'))
      const place = placeOf(anchor, grid)
      if (place.width > 0 && place.height > 0)
        pictures.push({ image, ...(crop ? { crop } : {}), ...onCells(place, grid) })
    }
  }
  return pictures
}

/** Newer things are wrapped in alternatives; what they are is told by the first choice. */
const anchorsOf = (root: XmlElement | undefined): XmlElement[] =>
  (root?.children ?? []).flatMap((child) =>
    child.name === 'AlternateContent' ? (child.children[0]?.children ?? []) : [child],
  )

/** The cells that a place is over, and the place within the first of them that is not hidden. */
function onCells(place: Place, grid: Grid): Place & { range: CellRange } {
  const right = grid.columnAt(place.x + place.width)
  const bottom = grid.rowAt(place.y + place.height)
  let left = grid.columnAt(place.x)
  let top = grid.rowAt(place.y)
  while (left < right && grid.width(left) === 0) left += 1
  while (top < bottom && grid.height(top) === 0) top += 1
  return {
    ...place,
    x: place.x - grid.widthOf(0, left - 1),
    y: place.y - grid.heightOf(0, top - 1),
    range: { left, top, right, bottom },
  }
}

const hasText = (shape: XmlElement): boolean => {
  const body = childOf(shape, 'txBody')
  const words = (element: XmlElement): string =>
    (element.name === 't' ? element.text : '') + element.children.map(words).join('')
  return body !== undefined && words(body).trim() !== ''
}

/** The picture that a `pic` shows. @throws what `refuse` throws when it cannot be drawn */
export function imageOf(
  parts: OfficePackage,
  links: ReadonlyMap<string, Relationship>,
  picture: XmlElement,
  refuse: (what: string) => never,
): RasterImage {
  const { embed = '', link } = descendantOf(picture, 'blip')?.attributes ?? {}
  const target = links.get(embed)
  if (!target || target.external) return refuse(link ? '外部图片 linked picture' : '图片 picture')
  const bytes = parts.part(target.target)
  if (!bytes) return refuse('图片 picture')
  try {
    return readImage(bytes)
  } catch (error) {
    if (error instanceof ImageError)
      return refuse(`图片 ${target.target.slice(target.target.lastIndexOf('.') + 1)}`)
    throw error
  }
}

type Place = Pick<SheetPicture, 'x' | 'y' | 'width' | 'height'>

function placeOf(anchor: XmlElement, grid: Grid): Place {
  const corner = (name: string): { x: number; y: number } => {
    const at = childOf(anchor, name)
    const number = (field: string): number => Number(childOf(at, field)?.text.trim() ?? 0)
    const column = Math.min(number('col'), 16_383)
    const row = Math.min(number('row'), 1_048_575)
    return {
      x: grid.widthOf(0, column - 1) + Math.min(number('colOff') / EMU, grid.width(column)),
      y: grid.heightOf(0, row - 1) + Math.min(number('rowOff') / EMU, grid.height(row)),
    }
  }
  const extent = childOf(anchor, 'ext')?.attributes ?? {}
  const size = { width: Number(extent.cx ?? 0) / EMU, height: Number(extent.cy ?? 0) / EMU }
  const position = childOf(anchor, 'pos')?.attributes
  if (position) return { x: Number(position.x ?? 0) / EMU, y: Number(position.y ?? 0) / EMU, ...size }
  const from = corner('from')
  if (!childOf(anchor, 'to')) return { ...from, ...size }
  const to = corner('to')
  return { ...from, width: to.x - from.x, height: to.y - from.y }
}
