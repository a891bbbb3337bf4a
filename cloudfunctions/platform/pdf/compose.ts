import { emptyForm } from './appearance/form-xobject'
import { PdfError } from './errors'
import { addAnnotations, addFormFields, readFormFields } from './form-fields'
import { type ViewerRect, viewerSize, viewerToPdfRect } from './geometry'
import { inspectUpload, UploadError, type UploadLimits } from './inspect'
import { normalisePdf } from './normalise'
import { name, PdfDict, PdfRef } from './objects'
import { PageOverlay, type PagePicture, type Watermark } from './page-overlay'
import type { PdfPage } from './page-tree'
import { PdfReader } from './reader'
import { signatureFieldDict } from './sign'
import { textString } from './text-string'
import { IncrementalUpdate } from './writer'

/** A place on a page, counted from 0; rectangle in viewer points. */
export interface PagePlace {
  name: string
  page: number
  rect: ViewerRect
}

export interface PartyPlaces {
  id: string
  /** usually one: the party's main place. Names must be unique in the file */
  signatureFields: readonly PagePlace[]
  /** every further place of this party: other signatures and seals, dates, page-seal slices */
  slots: readonly PagePlace[]
}

export interface ComposeRequest {
  source: Buffer
  parties: readonly PartyPlaces[]
  watermark?: Watermark
  texts?: readonly PagePicture[]
  limits?: UploadLimits
}

export interface ComposedRevision {
  /** the base that the update continues: the upload itself, or its normalised form when it was damaged */
  base: Buffer
  append: Buffer
  normalised: boolean
  pageCount: number
}

/**
 * Makes revision 0 from an upload by an incremental update: everything that will later be filled gets its field now,
 * so that a party's act sets only its own (ISO 32000-2 §12.8.2.2: form filling). Errors: UploadError (FILE_SIGNED: a
 * signed upload is never touched), PdfError `refused` for a place outside the pages or a name used twice.
 */
export async function composeRevision0(request: ComposeRequest): Promise<ComposedRevision> {
  const facts = inspectUpload(request.source, request.limits)
  if (facts.signatures > 0) throw new UploadError('FILE_SIGNED', `${facts.signatures} signatures`)
  const base = facts.damaged ? await normalisePdf(request.source) : request.source
  const reader = PdfReader.open(base)
  const update = new IncrementalUpdate(reader)
  const pages = pagesInUse(reader, request)
  checkNames(reader, request.parties)
  drawContent(update, pages, request)
  makeFormFixed(update)
  addPlaces(update, pages, request.parties)
  return { base, append: update.build().append, normalised: facts.damaged, pageCount: facts.pages.length }
}

function pagesInUse(reader: PdfReader, { parties, texts, watermark }: ComposeRequest): Map<number, PdfPage> {
  const wanted = new Set<number>((texts ?? []).map((text) => text.page))
  for (const party of parties)
    for (const place of [...party.signatureFields, ...party.slots]) wanted.add(place.page)
  const pages = new Map<number, PdfPage>()
  // One walk is cheaper than a descent per page.
  for (const page of reader.pages()) if (watermark || wanted.has(page.index)) pages.set(page.index, page)
  for (const index of wanted) if (!pages.has(index)) throw new PdfError('refused', `no page ${index}`)
  return pages
}

function checkNames(reader: PdfReader, parties: readonly PartyPlaces[]): void {
  const names = new Set(readFormFields(reader).keys())
  for (const party of parties)
    for (const { name: fieldName } of [...party.signatureFields, ...party.slots]) {
      // A period would make a tree of the name (§12.7.4.2).
      if (fieldName === '' || fieldName.includes('.'))
        throw new PdfError('refused', `field name "${fieldName}"`)
      if (names.has(fieldName)) throw new PdfError('refused', `field ${fieldName} exists already`)
      names.add(fieldName)
    }
}

function drawContent(update: IncrementalUpdate, pages: Map<number, PdfPage>, request: ComposeRequest): void {
  if (!request.watermark && !request.texts?.length) return
  const overlay = new PageOverlay(update)
  for (const page of pages.values()) {
    const pictures = (request.texts ?? []).filter((text) => text.page === page.index)
    overlay.draw(page, pictures, request.watermark)
  }
}

/**
 * An uploaded form must not change its look later: with /NeedAppearances a viewer would draw fields anew, and an XFA
 * form would be shown instead of the pages that are signed.
 */
function makeFormFixed(update: IncrementalUpdate): void {
  const { reader } = update
  const held = reader.catalog.get('AcroForm')
  const form = reader.resolve(held)
  if (!(form instanceof PdfDict)) return
  const copy = form.copy().delete('XFA')
  if (everyFieldHasAppearance(reader)) copy.delete('NeedAppearances')
  if (copy.entries.size === form.entries.size) return
  if (held instanceof PdfRef) update.set(held, copy)
  else update.set(reader.catalogRef, reader.catalog.copy().set('AcroForm', copy))
}

function everyFieldHasAppearance(reader: PdfReader): boolean {
  for (const field of readFormFields(reader).values())
    if (field.filled && reader.getDict(field.widget, 'AP') === null) return false
  return true
}

function addPlaces(
  update: IncrementalUpdate,
  pages: Map<number, PdfPage>,
  parties: readonly PartyPlaces[],
): void {
  const empty = emptyForm()
  const appearance = PdfDict.of({ N: update.add(empty.dict, empty.stream) })
  const fields: PdfRef[] = []
  const widgets = new Map<PdfPage, PdfRef[]>()
  const add = (place: PagePlace, make: (page: PdfPage) => PdfDict) => {
    const page = pages.get(place.page)
    if (!page) throw new PdfError('refused', `no page ${place.page}`)
    checkOnPage(page, place)
    const ref = update.add(make(page).set('AP', appearance))
    fields.push(ref)
    const list = widgets.get(page)
    if (list) list.push(ref)
    else widgets.set(page, [ref])
  }
  for (const party of parties) {
    for (const place of party.signatureFields)
      add(place, (page) => signatureFieldDict(page, place.name, viewerToPdfRect(page, place.rect)))
    for (const place of party.slots) add(place, (page) => slotDict(page, place))
  }
  if (fields.length === 0) return
  addFormFields(update, fields)
  for (const [page, list] of widgets) addAnnotations(update, page, list)
}

/** Half a point of tolerance for rounding in editors. */
function checkOnPage(page: PdfPage, place: PagePlace): void {
  const { width, height } = viewerSize(page)
  const { x, y, width: w, height: h } = place.rect
  const inside = w > 0 && h > 0 && x >= -0.5 && y >= -0.5 && x + w <= width + 0.5 && y + h <= height + 0.5
  if (!inside) throw new PdfError('refused', `place ${place.name} is not on page ${place.page}`)
}

/** Read-only push button: the one field whose only content is its appearance. */
function slotDict(page: PdfPage, place: PagePlace): PdfDict {
  const dict = PdfDict.of({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Btn'),
    Ff: 65537, // push button, read only
    T: textString(place.name),
    P: page.ref,
    Rect: viewerToPdfRect(page, place.rect),
    F: 132, // print, locked
  })
  return page.rotate === 0 ? dict : dict.set('MK', PdfDict.of({ R: page.rotate }))
}
