import { deflateSync } from 'node:zlib'
import { refuseWhenSigned } from './after-signature'
import type { Drawing, RasterImage } from './appearance/drawing'
import { DrawingWriter } from './appearance/drawing-writer'
import { fitImage, shownSize } from './controls/draw-images'
import { copyLayers } from './copy-layers'
import { ObjectCopier } from './copy-objects'
import { PdfError } from './errors'
import { type FlatAnnotation, visibleAnnotations } from './flatten-annotations'
import { makeFormFixed } from './form-look'
import { inspectUpload, toUploadError, UploadError, type UploadFacts, type UploadLimits } from './inspect'
import { normalisePdf } from './normalise'
import { name, PdfDict, PdfRef, type PdfValue } from './objects'
import { type StateBalance, stateBalance } from './page-content'
import { addToPageTree } from './page-insertion'
import type { PdfPage } from './page-tree'
import { PdfReader } from './reader'
import { IncrementalUpdate } from './writer'

/** Attachment pages between pages (TPL-41). */
export interface PageInsertion {
  /** page of the source, from 0, behind which they come; −1 puts them before the first */
  after: number
  content: { kind: 'pdf'; bytes: Buffer } | { kind: 'image'; image: RasterImage }
}

/** Size and turn of a page, as `inspectUpload` tells it. */
export type PageFacts = UploadFacts['pages'][number]

/** What the file will look like with its attachments, for placing on final pages. */
export interface PagePlan {
  pages: PageFacts[]
  /** index that a page of the source has in the finished file */
  finalIndex: (sourcePage: number) => number
}

/** Errors: UploadError as `inspectUpload`, FILE_SIGNED for an attachment that is signed itself. */
export function planPages(
  source: readonly PageFacts[],
  insertions: readonly PageInsertion[],
  limits?: UploadLimits,
): PagePlan {
  const behind = (page: number): PageFacts[] =>
    insertions.filter(({ after }) => after === page).flatMap(({ content }) => pagesOf(content, limits))
  const pages = behind(-1)
  const places = source.map((facts, page) => {
    pages.push(facts)
    const place = pages.length - 1
    pages.push(...behind(page))
    return place
  })
  return {
    pages,
    finalIndex: (page) => {
      const place = places[page]
      if (place === undefined) throw new PdfError('refused', `no page ${page}`)
      return place
    },
  }
}

function pagesOf(content: PageInsertion['content'], limits?: UploadLimits): PageFacts[] {
  if (content.kind === 'image') return [{ ...imagePageSize(content.image), rotate: 0 }]
  return inspectAttachment(content.bytes, limits).pages
}

/** The pages of a signed file would look signed without being so: it is sent as a contract of its own. */
function inspectAttachment(bytes: Buffer, limits?: UploadLimits): UploadFacts {
  const facts = inspectUpload(bytes, limits)
  if (facts.signatures > 0) throw new UploadError('FILE_SIGNED', 'the attachment is signed')
  return facts
}

/**
 * Adds attachment pages to a file by an incremental update; gives the bytes to append. The pages look as they did:
 * boxes, turn, unit, resources, layers, and what their annotations and forms show, which becomes part of the page.
 * Errors: AfterSignature ATTACHMENT_AFTER_SIGNATURE once anybody has signed; UploadError; PdfError `refused` when there
 * is no such page.
 */
export async function insertPages(
  base: Buffer,
  insertions: readonly PageInsertion[],
  limits?: UploadLimits,
): Promise<Buffer> {
  const reader = PdfReader.open(base)
  refuseWhenSigned(reader, 'ATTACHMENT_AFTER_SIGNATURE')
  const update = new IncrementalUpdate(reader)
  const count = reader.pageCount
  for (const { after } of insertions)
    if (!Number.isInteger(after) || after < -1 || after >= count)
      throw new PdfError('refused', `no page ${after}`)
  const groups = new Map<number, PdfDict[]>()
  for (const { after, content } of insertions) {
    const pages =
      content.kind === 'image'
        ? [imagePage(update, content.image)]
        : await attachedPages(content.bytes, update, limits)
    groups.set(after, [...(groups.get(after) ?? []), ...pages])
  }
  addToPageTree(update, groups)
  return update.build().append
}

async function attachedPages(
  bytes: Buffer,
  update: IncrementalUpdate,
  limits?: UploadLimits,
): Promise<PdfDict[]> {
  try {
    return copyPages(await readAttachment(bytes, limits), update)
  } catch (error) {
    throw error instanceof PdfError ? toUploadError(error) : error
  }
}

async function readAttachment(bytes: Buffer, limits?: UploadLimits): Promise<PdfReader> {
  const facts = inspectAttachment(bytes, limits)
  const sound = facts.damaged ? await normalisePdf(bytes, { limits }) : bytes
  const reader = PdfReader.open(sound)
  const update = new IncrementalUpdate(reader)
  makeFormFixed(update)
  return update.isEmpty ? reader : PdfReader.open(Buffer.concat([sound, update.build().append]))
}

const KEPT = ['BleedBox', 'TrimBox', 'ArtBox', 'Group', 'Contents'] as const

function copyPages(from: PdfReader, update: IncrementalUpdate): PdfDict[] {
  const copier = new ObjectCopier(from, update)
  const pages = [...from.pages()].map((page) => {
    // Nothing is inherited from the new parents: every inheritable entry is said here (§7.7.3.4).
    const dict = PdfDict.of({
      Type: name('Page'),
      MediaBox: page.mediaBox,
      CropBox: page.cropBox,
      Rotate: page.rotate,
      UserUnit: page.userUnit === 1 ? undefined : page.userUnit,
      Resources: copyResources(copier, from, page),
    })
    for (const key of KEPT) {
      const value = page.dict.get(key)
      if (value !== undefined) dict.set(key, copier.copy(value))
    }
    const annotations = visibleAnnotations(from, page)
    if (annotations.length > 0) addFlat(update, dict, annotations, copier, contentBalance(from, page))
    return dict
  })
  copyLayers(from, update, copier)
  return pages
}

function contentBalance(from: PdfReader, page: PdfPage): StateBalance {
  const contents = page.dict.get('Contents') ?? null
  const resolved = from.resolve(contents)
  return stateBalance(from, Array.isArray(resolved) ? resolved : [contents])
}

/** Direct, so that a page with annotations can add to it; what it lists may be shared. */
function copyResources(copier: ObjectCopier, from: PdfReader, page: PdfPage): PdfDict {
  const resources = from.resolve(page.resources)
  const copy = new PdfDict()
  if (!(resources instanceof PdfDict)) return copy
  for (const [key, value] of resources.entries)
    copy.set(key, copier.copy(key === 'XObject' ? from.resolve(value) : value))
  return copy
}

function addFlat(
  update: IncrementalUpdate,
  page: PdfDict,
  annotations: readonly FlatAnnotation[],
  copier: ObjectCopier,
  { lowest, end }: StateBalance,
): void {
  const resources = page.get('Resources')
  if (!(resources instanceof PdfDict)) return
  const held = resources.get('XObject')
  const objects = held instanceof PdfDict ? held : new PdfDict()
  resources.set('XObject', objects)
  const operators = annotations.map(({ form, matrix }, i) => {
    const key = `QlA${i}`
    objects.set(key, copier.copy(form))
    return `q ${matrix} cm /${key} Do Q`
  })
  const contents = page.get('Contents') ?? null
  const resolved = contents instanceof PdfRef ? update.current(contents) : contents
  const old: PdfValue[] = Array.isArray(resolved) ? resolved : contents === null ? [] : [contents]
  const opening = update.add(new PdfDict(), Buffer.from('q\n'.repeat(1 - lowest)))
  const closing = update.add(
    PdfDict.of({ Filter: name('FlateDecode') }),
    deflateSync(Buffer.from(`\n${'Q\n'.repeat(1 - lowest + end)}${operators.join('\n')}`, 'latin1')),
  )
  page.set('Contents', [opening, ...old, closing])
}

/** A4 in points. */
const A4 = { width: 595.28, height: 841.89 }
const MARGIN = 36

/** A4, lying for what is wider than high. */
function imagePageSize(image: RasterImage): { width: number; height: number } {
  const { width, height } = shownSize(image)
  return width > height ? { width: A4.height, height: A4.width } : A4
}

function imagePage(update: IncrementalUpdate, image: RasterImage): PdfDict {
  const { width, height } = imagePageSize(image)
  const frame = { x: MARGIN, y: MARGIN, width: width - 2 * MARGIN, height: height - 2 * MARGIN }
  const drawing: Drawing = { width, height, items: [fitImage(image, frame)] }
  const { operators, resources } = DrawingWriter.on(update).content(drawing)
  return PdfDict.of({
    Type: name('Page'),
    MediaBox: [0, 0, width, height],
    CropBox: [0, 0, width, height],
    Rotate: 0,
    Resources: resources,
    Contents: update.add(
      PdfDict.of({ Filter: name('FlateDecode') }),
      deflateSync(Buffer.from(operators, 'latin1')),
    ),
  })
}
