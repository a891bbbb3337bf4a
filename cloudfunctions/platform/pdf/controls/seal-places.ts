import type { PictureSlice } from '../appearance/vector-picture'
import type { ViewerRect } from '../geometry'
import type { PagePlace } from '../slots'
import { insidePage, type PageSize } from './control-places'

/** A page seal's slice and where it goes; the slice belongs into the `SlotFill`. */
export interface PageSealPlace extends PagePlace {
  slice: PictureSlice
}

/** More pages than this get the seal again from its left edge on (SEAL-84, decision 11). */
const LARGEST_GROUP = 100

/**
 * The same seal at the same spot of every page (TPL-21, application page *all*); places are named `<name>-p<page>`.
 * The page that holds the party's signature field is left out with `except`.
 */
export function sealOnAllPages(
  name: string,
  pages: readonly PageSize[],
  rect: ViewerRect,
  options: { except?: number; label?: string } = {},
): PagePlace[] {
  return pages.flatMap((size, page) =>
    page === options.except
      ? []
      : [{ name: `${name}-p${page}`, label: options.label, page, rect: insidePage(rect, size) }],
  )
}

/**
 * A page seal (骑缝章, SEAL-84): as many equal vertical slices as pages, in page order, each at the far right edge of its
 * page and at the same height. More than 100 pages are divided into groups of nearly equal size, each with a whole seal.
 * `size` is the whole seal's; a single page has nothing to straddle: RangeError.
 */
export function pageSealPlaces(
  name: string,
  pages: readonly PageSize[],
  { y, size, label }: { y: number; size: { width: number; height: number }; label?: string },
): PageSealPlace[] {
  if (pages.length < 2) throw new RangeError('a page seal needs two pages')
  const groups = Math.ceil(pages.length / LARGEST_GROUP)
  return pages.map((page, index) => {
    // Group borders at equal distances: sizes differ by one at most.
    const group = Math.floor((index * groups) / pages.length)
    const first = Math.ceil((group * pages.length) / groups)
    const count = Math.ceil(((group + 1) * pages.length) / groups) - first
    const width = size.width / count
    const rect = { x: page.width - width, y, width, height: size.height }
    return {
      name: `${name}-p${index}`,
      label,
      page: index,
      rect: insidePage(rect, page),
      slice: { index: index - first, count },
    }
  })
}
