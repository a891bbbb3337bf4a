import type { RasterImage } from '../../pdf/appearance/drawing'
import { imageSize } from '../../pdf/image/read-image'
import type { OfficePackage } from '../package/office-package'
import { childrenOf, descendantOf } from '../package/xml'
import type { Grid } from './grid'
import { imageOf, type SheetPicture } from './pictures'
import type { CellRange } from './reference'

/** What WPS stores as the result of a cell that shows a picture. */
const PICTURE_FORMULA = /^=?(?:_xlfn\.)?DISPIMG\("([^"]{1,200})"/i
/** Between a cell's edge and its picture, points. */
const SPACE = 1.5

/** Name of the picture that a cell's stored text stands for; null for any other text. */
export const pictureName = (text: string): string | null => PICTURE_FORMULA.exec(text)?.[1] ?? null

/** Pictures in cells (WPS: `DISPIMG` and the part `cellimages.xml`), by name. @throws ConversionRefused */
export class CellPictures {
  private known: Map<string, RasterImage> | null = null

  constructor(
    private readonly parts: OfficePackage,
    private readonly refuse: (what: string) => never,
  ) {}

  get(name: string): RasterImage {
    this.known ??= this.read()
    return this.known.get(name) ?? this.refuse('单元格中的图片 picture in a cell')
  }

  private read(): Map<string, RasterImage> {
    const found = new Map<string, RasterImage>()
    for (const { type, target } of this.parts.relationships(this.parts.mainPart()).values()) {
      if (type !== 'cellImage') continue
      const links = this.parts.relationships(target)
      for (const entry of childrenOf(this.parts.tree(target), 'cellImage')) {
        const name = descendantOf(entry, 'cNvPr')?.attributes.name
        if (name) found.set(name, imageOf(this.parts, links, entry, this.refuse))
      }
    }
    return found
  }
}

/** A picture as large as its cell, or merged block, holds it; in the middle. */
export function inCell(image: RasterImage, range: CellRange, grid: Grid): SheetPicture {
  const cell = {
    width: grid.widthOf(range.left, range.right),
    height: grid.heightOf(range.top, range.bottom),
  }
  const pixels = imageSize(image)
  const scale = Math.min(
    Math.max(1, cell.width - 2 * SPACE) / pixels.width,
    Math.max(1, cell.height - 2 * SPACE) / pixels.height,
  )
  const size = { width: pixels.width * scale, height: pixels.height * scale }
  return {
    image,
    ...size,
    x: (cell.width - size.width) / 2,
    y: (cell.height - size.height) / 2,
    range,
  }
}
