import { createHash, type Hash } from 'node:crypto'
import type { DigestAlgorithm } from '../pki/keys'
import { PdfError } from './errors'
import { name, PdfDict, RawToken } from './objects'
import { pdfDate, textString } from './text-string'

/** What a signature dictionary says beside the signature itself. */
export interface SignatureDictionaryOptions {
  type: 'Sig' | 'DocTimeStamp'
  subFilter: string
  /** bytes reserved for the CMS or token */
  capacity: number
  date?: Date
  name?: string
  reason?: string
  location?: string
}

const WIDTH = 10
const BYTE_RANGE = `[0 ${'*'.repeat(WIDTH)} ${'*'.repeat(WIDTH)} ${'*'.repeat(WIDTH)}]`

/** A signature dictionary (ISO 32000-2 §12.8.1) with room for /ByteRange and /Contents. */
export function signatureDictionary(options: SignatureDictionaryOptions): PdfDict {
  const { date, reason, location } = options
  return PdfDict.of({
    Type: name(options.type),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name(options.subFilter),
    ByteRange: new RawToken(BYTE_RANGE),
    Contents: new RawToken(`<${'0'.repeat(options.capacity * 2)}>`),
    M: date && textString(pdfDate(date)),
    Name: options.name === undefined ? undefined : textString(options.name),
    Reason: reason === undefined ? undefined : textString(reason),
    Location: location === undefined ? undefined : textString(location),
  })
}

/** A revision that only lacks its signature value. Plain values plus one hash state; nothing refers to the base. */
export interface PreparedSignature {
  /** bytes to add to the base; `finishSignature` fills /Contents in them */
  append: Buffer
  baseLength: number
  /** digest over /ByteRange: what is signed or time-stamped */
  digest: Buffer
  byteRange: [number, number, number, number]
  /** the /Contents token in `append`, from `<` to behind `>` */
  contentsRange: [number, number]
  /** bytes that fit into /Contents */
  capacity: number
  /** SHA-256 state fed with the base, so that the whole revision's hash costs nothing more */
  baseHash: Hash
}

/**
 * Fills /ByteRange and hashes. The placeholders are looked for in the new bytes from the dictionary's own offset on,
 * never in the base, where somebody else's text might look like one.
 */
export function lockByteRange(
  base: Buffer,
  append: Buffer,
  dictionaryOffset: number,
  capacity: number,
  baseHash?: Hash,
  digestAlgorithm: DigestAlgorithm = 'sha256',
): PreparedSignature {
  const token = append.indexOf('/Contents <', dictionaryOffset, 'latin1')
  const rangeAt = append.indexOf(BYTE_RANGE, dictionaryOffset, 'latin1')
  if (token < 0 || rangeAt < 0) throw new Error('placeholder is missing from the update')
  const start = token + '/Contents '.length
  const end = start + 2 * capacity + 2
  const total = base.length + append.length
  if (String(total).length > WIDTH) throw new PdfError('limit', 'file too large for a signature')
  const byteRange: PreparedSignature['byteRange'] = [
    0,
    base.length + start,
    base.length + end,
    append.length - end,
  ]
  const text = `[0 ${byteRange
    .slice(1)
    .map((value) => String(value).padEnd(WIDTH))
    .join(' ')}]`
  append.write(text, rangeAt, 'latin1')
  const fed = baseHash?.copy() ?? createHash('sha256').update(base)
  const signed = digestAlgorithm === 'sha256' ? fed.copy() : createHash(digestAlgorithm).update(base)
  const digest = signed.update(append.subarray(0, start)).update(append.subarray(end)).digest()
  return {
    append,
    baseLength: base.length,
    digest,
    byteRange,
    contentsRange: [start, end],
    capacity,
    baseHash: fed,
  }
}

/** Puts the CMS or token (DER) into /Contents. Returns `append`, now complete. Error: `limit` when it does not fit. */
export function finishSignature(prepared: PreparedSignature, contents: Buffer): Buffer {
  if (contents.length > prepared.capacity)
    throw new PdfError('limit', `signature of ${contents.length} bytes in space for ${prepared.capacity}`)
  prepared.append.write(contents.toString('hex'), prepared.contentsRange[0] + 1, 'latin1')
  return prepared.append
}
