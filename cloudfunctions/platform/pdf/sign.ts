import type { Hash } from 'node:crypto'
import { cadesDetached, cadesSizeBound } from '../pki/cms'
import { digestOf, type Signer, type TimeStamper } from '../pki/keys'
import { DrawingWriter, type Shown } from './appearance/drawing-writer'
import { PdfError } from './errors'
import type { FontSet } from './fonts/font-set'
import { addAnnotations, addFormFields, type FormField, readFormFields } from './form-fields'
import { type ViewerRect, viewerToPdfRect } from './geometry'
import type { PdfDict, PdfRef, PdfValue } from './objects'
import { PdfReader } from './reader'
import {
  finishSignature,
  lockByteRange,
  type PreparedSignature,
  signatureDictionary,
} from './signature-placeholder'
import { appearanceOf, fillSlots, signatureFieldDict, type SlotFill } from './slots'
import { IncrementalUpdate } from './writer'

export { signatureFieldDict, type SlotFill } from './slots'

export interface SignatureRequest {
  /** the file as it stands, whole */
  base: Buffer
  /** the party's empty signature field, prepared in revision 0 */
  fieldName: string
  /** what the signature field shows; null for nothing */
  appearance: Shown | null
  /** further places of the same party, filled in the same revision: seals, dates, what its controls hold */
  slots?: readonly SlotFill[]
  /** for texts in `appearance` and `slots`; `FontSet.open()` when absent */
  fonts?: FontSet
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
 * field or a slot is missing, of another kind or filled already; `encrypted`, `damaged`. MissingGlyphs.
 */
export function prepareSignature(request: SignatureRequest & SignatureSpace): PreparedSignature {
  const reader = PdfReader.open(request.base)
  const update = new IncrementalUpdate(reader)
  DrawingWriter.on(update, request.fonts)
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
  if (field) fillSignatureField(update, field, signature, request.appearance)
  else if (request.newField) addSignatureField(update, signature, request, request.newField)
  else throw new PdfError('refused', `no signature field ${request.fieldName}`)
  fillSlots(update, fields, request.slots ?? [])
  const { append, offsets } = update.build()
  const at = offsets.get(signature.num) ?? 0
  const digestAlgorithm = digestOf(request.signer.algorithm)
  return lockByteRange(request.base, append, at, capacity, request.baseHash, digestAlgorithm)
}

function fillSignatureField(
  update: IncrementalUpdate,
  field: FormField,
  signature: PdfRef,
  picture: Shown | null,
): void {
  if (field.type !== 'Sig') throw new PdfError('refused', `${field.name} is not a signature field`)
  if (field.filled) throw new PdfError('refused', `${field.name} is signed already`)
  const shown: Record<string, PdfValue> = picture ? { AP: appearanceOf(update, field.widget, picture) } : {}
  if (field.widgetRef.num === field.ref.num) {
    update.set(field.ref, withEntries(field.dict, { V: signature, ...shown }))
    return
  }
  update.set(field.ref, withEntries(field.dict, { V: signature }))
  if (picture) update.set(field.widgetRef, withEntries(field.widget, shown))
}

function withEntries(dict: PdfDict, entries: Record<string, PdfValue>): PdfDict {
  const copy = dict.copy()
  for (const [key, value] of Object.entries(entries)) copy.set(key, value)
  return copy
}

function addSignatureField(
  update: IncrementalUpdate,
  signature: PdfRef,
  request: SignatureRequest,
  place: { page: number; rect: ViewerRect },
): void {
  const page = update.reader.page(place.page)
  const dict = signatureFieldDict(page, request.fieldName, viewerToPdfRect(page, place.rect)).set(
    'V',
    signature,
  )
  if (request.appearance) dict.set('AP', appearanceOf(update, dict, request.appearance))
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
