import { DrawingWriter, type Shown } from './appearance/drawing-writer'
import type { PictureSlice } from './appearance/vector-picture'
import { PdfError } from './errors'
import { type FormField, hasEmptyAppearance } from './form-fields'
import { uprightMatrix, type ViewerRect, viewerToPdfRect } from './geometry'
import { name, PdfDict } from './objects'
import type { Box, PdfPage } from './page-tree'
import type { PdfReader } from './reader'
import { textString } from './text-string'
import type { IncrementalUpdate } from './writer'

/** A place on a page, counted from 0; rectangle in viewer points. */
export interface PagePlace {
  /** unique in the file, without a period */
  name: string
  page: number
  rect: ViewerRect
  /** what a screen reader says of the place (/TU); the name when absent */
  label?: string
}

/** A place of the acting party that gets its content: the name of a slot prepared in revision 0. */
export interface SlotFill {
  name: string
  /** what a control shows (`drawControl`), a seal, a signature */
  picture: Shown
  /** for page seals (骑缝章): the strip shown on this page */
  slice?: PictureSlice
}

/**
 * A slot: a read-only push button, the one field whose only content is its appearance. Setting that later is form
 * filling (ISO 32000-2 §12.8.2.2), which no signature before it forbids.
 */
export function slotDict(page: PdfPage, place: PagePlace): PdfDict {
  return widgetDict(page, place, viewerToPdfRect(page, place.rect), 'Btn').set('Ff', 65537) // push button, read only
}

/** Field and widget of an empty signature field. */
export function signatureFieldDict(page: PdfPage, fieldName: string, rect: Box, label?: string): PdfDict {
  return widgetDict(page, { name: fieldName, label }, rect, 'Sig')
}

function widgetDict(
  page: PdfPage,
  place: Pick<PagePlace, 'name' | 'label'>,
  rect: Box,
  type: 'Btn' | 'Sig',
): PdfDict {
  const dict = PdfDict.of({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name(type),
    T: textString(place.name),
    TU: place.label === undefined ? undefined : textString(place.label),
    P: page.ref,
    Rect: rect,
    F: 132, // print, locked
  })
  return page.rotate === 0 ? dict : dict.set('MK', PdfDict.of({ R: page.rotate }))
}

/**
 * Sets the appearances of empty slots, each once. Errors: PdfError `refused` (no such slot, filled already), MissingGlyphs.
 */
export function fillSlots(
  update: IncrementalUpdate,
  fields: ReadonlyMap<string, FormField>,
  slots: readonly SlotFill[],
): void {
  const filled = new Set<string>()
  for (const slot of slots) {
    const field = fields.get(slot.name)
    if (field?.type !== 'Btn') throw new PdfError('refused', `no slot ${slot.name}`)
    if (!hasEmptyAppearance(update.reader, field) || filled.has(slot.name))
      throw new PdfError('refused', `slot ${slot.name} is filled already`)
    filled.add(slot.name)
    const AP = appearanceOf(update, field.widget, slot.picture, slot.slice)
    update.set(field.widgetRef, field.widget.copy().set('AP', AP))
  }
}

/** /AP of a widget. /MK /R, written in revision 0, tells how the page is displayed: no need to find the page again. */
export function appearanceOf(
  update: IncrementalUpdate,
  widget: PdfDict,
  picture: Shown,
  slice?: PictureSlice,
): PdfDict {
  const rotate = rotationOf(update.reader, widget)
  const rect = rectOf(update.reader, widget)
  if (!rect) throw new PdfError('damaged', 'widget has no /Rect')
  const [width, height] = uprightSize(rect, rotate)
  const writer = DrawingWriter.on(update)
  return PdfDict.of({ N: writer.appearance(picture, width, height, uprightMatrix(rotate), slice) })
}

export function rotationOf(reader: PdfReader, widget: PdfDict): PdfPage['rotate'] {
  const characteristics = reader.getDict(widget, 'MK')
  const turned = characteristics && reader.get(characteristics, 'R')
  return ([0, 90, 180, 270] as const).find((angle) => angle === turned) ?? 0
}

export function rectOf(reader: PdfReader, widget: PdfDict, key: 'Rect' | 'BBox' = 'Rect'): Box | null {
  const rect = reader.getArray(widget, key)?.map((value) => reader.resolve(value))
  if (rect?.length !== 4 || !rect.every((value): value is number => typeof value === 'number')) return null
  return rect as Box
}

/** Width and height of a widget as the reader holds it, in user-space units. */
export function uprightSize(rect: Box, rotate: PdfPage['rotate']): [number, number] {
  const width = Math.abs(rect[2] - rect[0])
  const height = Math.abs(rect[3] - rect[1])
  return rotate % 180 === 0 ? [width, height] : [height, width]
}

/** Names of places: not empty, each once, no period, which would make a tree of the name (§12.7.4.2). */
export function checkPlaceNames(taken: Iterable<string>, places: Iterable<PagePlace>): void {
  const names = new Set(taken)
  for (const { name: fieldName } of places) {
    if (fieldName === '' || fieldName.includes('.'))
      throw new PdfError('refused', `field name "${fieldName}"`)
    if (names.has(fieldName)) throw new PdfError('refused', `field ${fieldName} exists already`)
    names.add(fieldName)
  }
}
