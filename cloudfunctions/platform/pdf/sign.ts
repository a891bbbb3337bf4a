import type { Hash } from 'node:crypto'
import { cadesDetached, cadesSizeBound } from '../pki/cms'
import type { Signer, TimeStamper } from '../pki/keys'
import { AppearanceWriter } from './appearance/appearance-writer'
import type { PictureSlice, VectorPicture } from './appearance/vector-picture'
import { PdfError } from './errors'
import {
  addAnnotations,
  addFormFields,
  type FormField,
  hasEmptyAppearance,
  readFormFields,
} from './form-fields'
import { uprightMatrix, type ViewerRect, viewerToPdfRect } from './geometry'
import { name, PdfDict, type PdfRef, type PdfValue } from './objects'
import { type Box, type PdfPage } from './page-tree'
import { PdfReader } from './reader'
import {
  finishSignature,
  lockByteRange,
  type PreparedSignature,
  signatureDictionary,
} from './signature-placeholder'
import { textString } from './text-string'
import { IncrementalUpdate } from './writer'

/** A place of the acting party that gets a picture: the name of a slot prepared in revision 0. */
export interface SlotFill {
  name: string
  picture: VectorPicture
  /** for page seals (骑缝章): the strip shown on this page */
  slice?: PictureSlice
}

export interface SignatureRequest {
  /** the file as it stands, whole */
  base: Buffer
  /** the party's empty signature field, prepared in revision 0 */
  fieldName: string
  /** picture in the signature field; null for none */
  appearance: VectorPicture | null
  /** further places of the same party, filled in the same revision */
  slots?: readonly SlotFill[]
  /** for files that were not composed here: makes the field when it does not exist */
  newField?: { page: number; rect: ViewerRect }
  /** signer's name as readers show it */
  name?: string
  reason?: string
  location?: string
  /** the claimed time, /M */
  date: Date
  subFilter?: 'ETSI.CAdES.detached' | 'adbe.pkcs7.detached'
  /** SHA-256 state fed with `base`, when the caller has hashed it already */
  baseHash?: Hash
}

/** What the signer will need in /Contents: certificates and token are known before signing. */
export interface SignatureSpace {
  signer: Pick<Signer, 'certificate' | 'chain' | 'algorithm'>
  /** upper bound of the time-stamp token, 0 for level B-B */
  tokenBytes: number
}

/**
 * One party's act as an incremental update that lacks only its signature value. Errors (PdfError): `refused` when the
 * field or a slot is missing, of another kind or filled already; `encrypted`, `damaged`.
 */
export function prepareSignature(request: SignatureRequest & SignatureSpace): PreparedSignature {
  const reader = PdfReader.open(request.base)
  const update = new IncrementalUpdate(reader)
  const writer = new AppearanceWriter(update)
  const capacity = cadesSizeBound(request.signer, request.tokenBytes)
  const signature = update.add(
    signatureDictionary({
      type: 'Sig',
      subFilter: request.subFilter ?? 'ETSI.CAdES.detached',
      capacity,
      date: request.date,
      name: request.name,
      reason: request.reason,
      location: request.location,
    }),
  )
  const fields = readFormFields(reader)
  const field = fields.get(request.fieldName)
  if (field) fillSignatureField(update, writer, field, signature, request.appearance)
  else if (request.newField) addSignatureField(update, writer, signature, request, request.newField)
  else throw new PdfError('refused', `no signature field ${request.fieldName}`)
  for (const slot of request.slots ?? []) fillSlot(update, writer, fields.get(slot.name), slot)
  const { append, offsets } = update.build()
  return lockByteRange(request.base, append, offsets.get(signature.num) ?? 0, capacity, request.baseHash)
}

function fillSignatureField(
  update: IncrementalUpdate,
  writer: AppearanceWriter,
  field: FormField,
  signature: PdfRef,
  picture: VectorPicture | null,
): void {
  if (field.type !== 'Sig') throw new PdfError('refused', `${field.name} is not a signature field`)
  if (field.filled) throw new PdfError('refused', `${field.name} is signed already`)
  const shown: Record<string, PdfValue> = picture
    ? { AP: appearanceOf(update.reader, writer, field.widget, picture) }
    : {}
  if (field.widgetRef.num === field.ref.num) {
    update.set(field.ref, withEntries(field.dict, { V: signature, ...shown }))
    return
  }
  update.set(field.ref, withEntries(field.dict, { V: signature }))
  if (picture) update.set(field.widgetRef, withEntries(field.widget, shown))
}

function fillSlot(
  update: IncrementalUpdate,
  writer: AppearanceWriter,
  field: FormField | undefined,
  slot: SlotFill,
): void {
  if (field?.type !== 'Btn') throw new PdfError('refused', `no slot ${slot.name}`)
  if (!hasEmptyAppearance(update.reader, field))
    throw new PdfError('refused', `slot ${slot.name} is filled already`)
  const AP = appearanceOf(update.reader, writer, field.widget, slot.picture, slot.slice)
  update.set(field.widgetRef, withEntries(field.widget, { AP }))
}

function withEntries(dict: PdfDict, entries: Record<string, PdfValue>): PdfDict {
  const copy = dict.copy()
  for (const [key, value] of Object.entries(entries)) copy.set(key, value)
  return copy
}

/** /MK /R, written in revision 0, tells how the page is displayed: no need to find the page again. */
function appearanceOf(
  reader: PdfReader,
  writer: AppearanceWriter,
  widget: PdfDict,
  picture: VectorPicture,
  slice?: PictureSlice,
): PdfDict {
  const characteristics = reader.getDict(widget, 'MK')
  const turned = characteristics && reader.get(characteristics, 'R')
  const rotate = ([0, 90, 180, 270] as const).find((angle) => angle === turned) ?? 0
  const rect = reader.getArray(widget, 'Rect')?.map((value) => reader.resolve(value))
  if (rect?.length !== 4 || !rect.every((value): value is number => typeof value === 'number'))
    throw new PdfError('damaged', 'widget has no /Rect')
  return PdfDict.of({
    N: writer.appearance(picture, ...uprightSize(rect as Box, rotate), uprightMatrix(rotate), slice),
  })
}

function uprightSize(rect: Box, rotate: PdfPage['rotate']): [number, number] {
  const width = Math.abs(rect[2] - rect[0])
  const height = Math.abs(rect[3] - rect[1])
  return rotate % 180 === 0 ? [width, height] : [height, width]
}

/** Field and widget of a new signature field; also used to prepare revision 0. */
export function signatureFieldDict(page: PdfPage, fieldName: string, rect: Box): PdfDict {
  const dict = PdfDict.of({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: textString(fieldName),
    P: page.ref,
    Rect: rect,
    F: 132, // print, locked
  })
  return page.rotate === 0 ? dict : dict.set('MK', PdfDict.of({ R: page.rotate }))
}

function addSignatureField(
  update: IncrementalUpdate,
  writer: AppearanceWriter,
  signature: PdfRef,
  request: SignatureRequest,
  place: { page: number; rect: ViewerRect },
): void {
  const page = update.reader.page(place.page)
  const dict = signatureFieldDict(page, request.fieldName, viewerToPdfRect(page, place.rect)).set(
    'V',
    signature,
  )
  if (request.appearance) dict.set('AP', appearanceOf(update.reader, writer, dict, request.appearance))
  const ref = update.add(dict)
  addFormFields(update, [ref])
  addAnnotations(update, page, [ref])
}

export interface SignPdfRequest extends SignatureRequest {
  signer: Signer
  /** gives level B-T; without it the signature is B-B */
  timeStamper?: TimeStamper
}

export interface SignedRevision {
  /** bytes to append to `base` */
  append: Buffer
  byteRange: [number, number, number, number]
  /** lower-case hex; the base's tells that the right file was signed, the revision's is what to store */
  baseSha256: string
  revisionSha256: string
  /** length of the file after appending */
  length: number
}

/** Signs in this process: prepare, sign, time-stamp, finish. The base is hashed once and never copied. */
export async function signPdf(request: SignPdfRequest): Promise<SignedRevision> {
  const { signer, timeStamper } = request
  const tokenBytes = timeStamper ? (timeStamper.maxTokenBytes ?? 8192) : 0
  const prepared = prepareSignature({ ...request, tokenBytes })
  const append = finishSignature(prepared, await cadesDetached(prepared.digest, signer, timeStamper))
  return describeRevision(prepared, append)
}

/** Hashes and sizes of a finished revision. */
export function describeRevision(prepared: PreparedSignature, append: Buffer): SignedRevision {
  return {
    append,
    byteRange: prepared.byteRange,
    baseSha256: prepared.baseHash.copy().digest('hex'),
    revisionSha256: prepared.baseHash.copy().update(append).digest('hex'),
    length: prepared.baseLength + append.length,
  }
}
