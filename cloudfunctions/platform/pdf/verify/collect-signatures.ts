import { PdfError } from '../errors'
import { isName, type PdfDict, type PdfValue } from '../objects'
import type { PdfReader } from '../reader'
import { asWritten } from './as-written'
import { checkByteRange, type RangeCheck } from './byte-range'
import { checkSignatureContents, type SignatureCheck } from './check-signature'
import type { SpareCertificates } from './cms'
import {
  byteRangeOffsets,
  dictionaryAround,
  isUsageRights,
  signaturesOfForm,
  type FormSignatures,
  type FoundSignature,
} from './find-signatures'
import { LiveStreams } from './live-streams'
import { RangeDigests } from './signed-range'

/** A signature with everything that can be said about it alone. */
export interface CheckedSignature {
  found: FoundSignature
  range: RangeCheck
  crypto: SignatureCheck
  subFilter: string
  /** only zeros or nothing in /Contents: prepared, never signed */
  empty: boolean
}

export interface Collection {
  signatures: CheckedSignature[]
  emptyFields: string[]
  /** /ByteRange hits whose dictionary could not even be read */
  unreadable: number
  /** hits inside an embedded file */
  embedded: number
  /** the same dictionary is the value of two fields */
  duplicates: string[]
  /** the form lies in encrypted object streams: whether it still names a signature cannot be told */
  formHidden: boolean
  /** signatures above the bound on their number */
  unchecked: number
}

const MAX_ORPHANS = 200
/** Each may cost a hash of the whole file. */
const MAX_SIGNATURES = 1000

/**
 * All signatures of a file: those of the form, and those that only the bytes show. In the order of what they cover.
 * `reader` is null when the structure cannot be read.
 */
export function collectSignatures(
  bytes: Buffer,
  reader: PdfReader | null,
  spare: SpareCertificates,
): Collection {
  const form = formOf(reader)
  const collection: Collection = {
    signatures: [],
    emptyFields: form.emptyFields,
    unreadable: 0,
    embedded: 0,
    duplicates: [],
    formHidden: form.hidden,
    unchecked: 0,
  }
  const resolve = (value: PdfValue | undefined): PdfValue => {
    try {
      return reader ? reader.resolve(value) : (value ?? null)
    } catch {
      return null
    }
  }
  const known: FoundSignature[] = []
  const dicts = new Set<PdfDict>()
  for (const found of form.signatures) {
    if (dicts.has(found.dict)) collection.duplicates.push(found.field)
    else if (known.length >= MAX_SIGNATURES) collection.unchecked++
    else known.push(found)
    dicts.add(found.dict)
  }
  const offsets = byteRangeOffsets(bytes)
  const orphans = offsets.filter(
    (at) => !known.some(({ dict }) => dict.start >= 0 && dict.start < at && at < dict.end),
  )
  const streams = reader && orphans.length > 0 ? new LiveStreams(reader) : null
  for (const at of orphans.slice(0, MAX_ORPHANS)) {
    if (streams?.contains(at)) {
      collection.embedded++
      continue
    }
    const found = dictionaryAround(bytes, at)
    if (!found) collection.unreadable++
    else if (!isUsageRights(found.dict, asWritten(reader, at))) known.push(found)
  }
  collection.unreadable += Math.max(0, orphans.length - MAX_ORPHANS)
  const ranged = known.map((found) => {
    const byteRange = resolve(found.dict.get('ByteRange'))
    const whole = Array.isArray(byteRange) ? byteRange.map((item) => resolve(item)) : byteRange
    return { found, range: checkByteRange(bytes, found.dict, whole) }
  })
  ranged.sort((a, b) => (a.range.range?.gapStart ?? 0) - (b.range.range?.gapStart ?? 0))
  const digests = new RangeDigests(bytes)
  for (const { found, range } of ranged) {
    const subFilter = resolve(found.dict.get('SubFilter'))
    const nothing = range.faults.includes('contents-empty') || range.faults.includes('contents-missing')
    const content = range.range ? digests.of(range.range) : NO_CONTENT
    collection.signatures.push({
      found,
      range,
      crypto: checkSignatureContents(found.dict, range.contents, content, resolve, spare),
      subFilter: isName(subFilter) ? subFilter.value : '',
      // Without /Contents but with a range something was taken away; with neither it is only a prepared field.
      empty: nothing && (range.faults.includes('contents-empty') || range.range === null),
    })
  }
  return collection
}

const NO_CONTENT = { digest: () => Buffer.alloc(0), parts: () => [] }

function formOf(reader: PdfReader | null): FormSignatures & { hidden: boolean } {
  try {
    if (reader) return { ...signaturesOfForm(reader), hidden: false }
  } catch (error) {
    const hidden = error instanceof PdfError && error.code === 'encrypted'
    return { signatures: [], emptyFields: [], hidden }
  }
  return { signatures: [], emptyFields: [], hidden: false }
}
