import type { FontSet } from '../fonts/font-set'
import type { ViewerRect } from '../geometry'
import type { PagePicture } from '../page-overlay'
import type { PagePlace, SlotFill } from '../slots'
import type { Control, ControlKind, DrawnValues } from './control'
import { drawControl } from './draw-control'

/** Size of a page as displayed, points; `inspectUpload` and `planPages` give it. */
export interface PageSize {
  width: number
  height: number
}

/** A control on a page of the finished file. */
export interface PlacedControl<K extends ControlKind = ControlKind> {
  /** unique in the file; the places of a control on all pages are `<name>-p<page>` */
  name: string
  page: number
  rect: ViewerRect
  control: Control<K>
}

/** The slots of a control that is filled later, for `PartyPlaces.slots`. Screen readers hear the control's name. */
export function controlSlots(placed: PlacedControl, pages: readonly PageSize[]): PagePlace[] {
  const { name, control } = placed
  return spotsOf(placed, pages).map((spot) => ({
    name: slotName(placed, spot.page),
    label: control.name || name,
    ...spot,
  }))
}

/**
 * What a control shows in the pages of revision 0 when its value is known before anybody signs, for
 * `ComposeRequest.texts`. Errors as `drawControl`.
 */
export function controlPictures<K extends ControlKind>(
  placed: PlacedControl<K>,
  value: DrawnValues[K] | null,
  fonts: FontSet,
  pages: readonly PageSize[],
): PagePicture[] {
  const picture = drawControl<K>(placed.control, value, fonts, placed.rect)
  return picture.items.length === 0 ? [] : spotsOf(placed, pages).map((spot) => ({ ...spot, picture }))
}

/**
 * What its party fills into the control's slots, for `SignatureRequest.slots` or `fillBeforeSigning`. An empty value
 * leaves them empty. Errors as `drawControl`.
 */
export function controlFills<K extends ControlKind>(
  placed: PlacedControl<K>,
  value: DrawnValues[K] | null,
  fonts: FontSet,
  pages: readonly PageSize[],
): SlotFill[] {
  const picture = drawControl<K>(placed.control, value, fonts, placed.rect)
  if (picture.items.length === 0) return []
  return spotsOf(placed, pages).map(({ page }) => ({ name: slotName(placed, page), picture }))
}

/** One place on its page, or the same spot of every page (TPL-48). */
function spotsOf({ page, rect, control }: PlacedControl, pages: readonly PageSize[]) {
  if (control.pages !== 'all') return [{ page, rect }]
  return pages.map((size, index) => ({ page: index, rect: insidePage(rect, size) }))
}

const slotName = ({ name, control }: PlacedControl, page: number): string =>
  control.pages === 'all' ? `${name}-p${page}` : name

/** On a smaller page the same spot is moved in from the edge, never made smaller. */
export function insidePage(rect: ViewerRect, page: PageSize): ViewerRect {
  return {
    ...rect,
    x: Math.max(0, Math.min(rect.x, page.width - rect.width)),
    y: Math.max(0, Math.min(rect.y, page.height - rect.height)),
  }
}
