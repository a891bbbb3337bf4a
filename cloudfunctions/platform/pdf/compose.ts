import { emptyForm } from './appearance/form-xobject'
import { AfterSignature } from './after-signature'
import { PdfError } from './errors'
import type { FontSet } from './fonts/font-set'
import { addAnnotations, addFormFields, readFormFields } from './form-fields'
import { makeFormFixed } from './form-look'
import { type ViewerRect, viewerSize, viewerToPdfRect } from './geometry'
import { insertPages, type PageInsertion } from './insert-pages'
import { inspectUpload, toUploadError, UploadError, type UploadFacts, type UploadLimits } from './inspect'
import { normalisePdf } from './normalise'
import { PdfDict, type PdfRef } from './objects'
import { PageOverlay, type PagePicture } from './page-overlay'
import type { PdfPage } from './page-tree'
import { PdfReader } from './reader'
import { checkPlaceNames, type PagePlace, signatureFieldDict, slotDict } from './slots'
import type { Watermark } from './watermark'
import { IncrementalUpdate } from './writer'

export type { PagePlace } from './slots'

export interface PartyPlaces {
  id: string
  /** usually one: the party's main place. Names must be unique in the file */
  signatureFields: readonly PagePlace[]
  /** every further place of this party: other signatures and seals, dates, page-seal slices, controls filled later */
  slots: readonly PagePlace[]
}

export interface ComposeRequest {
  source: Buffer
  parties: readonly PartyPlaces[]
  watermark?: Watermark
  /** drawn into the pages for good: values of controls known before anybody signs (`drawControl`), pictures */
  texts?: readonly PagePicture[]
  /** attachment pages; all other page numbers are those of the finished file (`planPages`) */
  insertions?: readonly PageInsertion[]
  /** for texts; `FontSet.open()` when absent */
  fonts?: FontSet
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
 * Makes revision 0 from an upload by incremental updates: everything that will later be filled gets its field now, so
 * that a party's act sets only its own (ISO 32000-2 §12.8.2.2: form filling). Until somebody has signed, the same upload
 * may be composed again with more values or attachments. Errors: UploadError (FILE_SIGNED: a signed upload is never
 * touched), AfterSignature for attachments to a signed upload, PdfError `refused` for a place outside the pages or a
 * name used twice, MissingGlyphs.
 */
export async function composeRevision0(request: ComposeRequest): Promise<ComposedRevision> {
  const { source, insertions = [], limits } = request
  const facts = inspectUpload(source, limits)
  refuseSigned(facts, insertions)
  if (!facts.damaged)
    try {
      return await composeOn(source, request, false)
    } catch (error) {
      // Damage that the pages themselves do not show, in the form or in what a page is made of.
      if (!isDamage(error)) throw asUploadError(error)
    }
  try {
    return await composeOn(await normalisePdf(source, { scan: !facts.damaged, limits }), request, true)
  } catch (error) {
    throw asUploadError(error)
  }
}

const isDamage = (error: unknown): boolean => error instanceof PdfError && error.code === 'damaged'
/** What the upload is to blame for; a place outside its pages is not. */
const asUploadError = (error: unknown): unknown =>
  error instanceof PdfError && error.code !== 'refused' ? toUploadError(error) : error

async function composeOn(
  base: Buffer,
  request: ComposeRequest,
  normalised: boolean,
): Promise<ComposedRevision> {
  const { insertions = [], limits } = request
  const attached = insertions.length > 0 ? await insertPages(base, insertions, limits) : null
  const whole = attached ? Buffer.concat([base, attached]) : base
  const reader = PdfReader.open(whole)
  const update = new IncrementalUpdate(reader)
  const pages = pagesInUse(reader, request)
  const places = request.parties.flatMap(({ signatureFields, slots }) => [...signatureFields, ...slots])
  checkPlaceNames(readFormFields(reader).keys(), places)
  drawContent(update, pages, request)
  makeFormFixed(update, request.fonts)
  addPlaces(update, pages, request.parties)
  const { append } = update.build()
  return {
    base,
    append: attached ? Buffer.concat([attached, append]) : append,
    normalised,
    pageCount: reader.pageCount,
  }
}

function refuseSigned(facts: UploadFacts, insertions: readonly PageInsertion[]): void {
  if (facts.signatures === 0) return
  if (insertions.length > 0) throw new AfterSignature('ATTACHMENT_AFTER_SIGNATURE')
  throw new UploadError('FILE_SIGNED', `${facts.signatures} signatures`)
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

function drawContent(update: IncrementalUpdate, pages: Map<number, PdfPage>, request: ComposeRequest): void {
  const { texts = [], watermark, fonts } = request
  // Made also when nothing is drawn: it says which fonts this update uses.
  const overlay = new PageOverlay(update, fonts)
  const byPage = new Map<number, PagePicture[]>()
  for (const text of texts) {
    const page = pages.get(text.page)
    if (page) checkOnPage(page, 'a drawing', text.rect)
    byPage.set(text.page, [...(byPage.get(text.page) ?? []), text])
  }
  for (const page of pages.values()) overlay.draw(page, byPage.get(page.index) ?? [], watermark)
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
    checkOnPage(page, `place ${place.name}`, place.rect)
    const ref = update.add(make(page).set('AP', appearance))
    fields.push(ref)
    const list = widgets.get(page)
    if (list) list.push(ref)
    else widgets.set(page, [ref])
  }
  for (const party of parties) {
    for (const place of party.signatureFields)
      add(place, (page) =>
        signatureFieldDict(page, place.name, viewerToPdfRect(page, place.rect), place.label),
      )
    for (const place of party.slots) add(place, (page) => slotDict(page, place))
  }
  if (fields.length === 0) return
  addFormFields(update, fields)
  for (const [page, list] of widgets) addAnnotations(update, page, list)
}

/** Half a point of tolerance for rounding in editors. */
function checkOnPage(page: PdfPage, what: string, { x, y, width: w, height: h }: ViewerRect): void {
  const { width, height } = viewerSize(page)
  const inside = w > 0 && h > 0 && x >= -0.5 && y >= -0.5 && x + w <= width + 0.5 && y + h <= height + 0.5
  if (!inside) throw new PdfError('refused', `${what} is not on page ${page.index}`)
}
