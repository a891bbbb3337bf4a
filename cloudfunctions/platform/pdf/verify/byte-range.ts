import { isString, type PdfDict, type PdfValue } from '../objects'
import type { SignedRange } from './signed-range'

/** What is wrong with the way a signature dictionary says what it covers (ISO 32000-2 §12.8.1). */
export type RangeFault =
  | 'byte-range-missing'
  | 'byte-range-malformed' // not exactly four integers, or out of order
  | 'byte-range-beyond-file'
  | 'byte-range-start' // the signed range does not begin with the file
  | 'gap-mismatch' // what is left out is not exactly the /Contents token
  | 'contents-missing'
  | 'contents-not-hex' // other characters than hex digits inside the token
  | 'contents-empty' // only zeros: prepared but never signed
  | 'duplicate-keys' // readers would disagree about the value

export interface RangeCheck {
  /** null when there is no usable range */
  range: SignedRange | null
  /** bytes of /Contents with their padding; empty when there are none */
  contents: Buffer
  faults: RangeFault[]
}

/** Reads /ByteRange and /Contents of a signature dictionary and applies the structure rules to them. */
export function checkByteRange(bytes: Buffer, dict: PdfDict, byteRange: PdfValue): RangeCheck {
  const faults: RangeFault[] = []
  const token = dict.get('Contents')
  const contents = isString(token) ? token.bytes : Buffer.alloc(0)
  if (dict.duplicates?.some((key) => RULING.has(key))) faults.push('duplicate-keys')
  if (!isString(token) || token.bytes.length === 0) faults.push('contents-missing')
  else if (isZero(token.bytes)) faults.push('contents-empty')
  const range = readRange(byteRange)
  if (byteRange === null) faults.push('byte-range-missing')
  else if (!range) faults.push('byte-range-malformed')
  if (!range) return { range: null, contents, faults }
  if (range.end > bytes.length) faults.push('byte-range-beyond-file')
  if (range.start !== 0) faults.push('byte-range-start')
  if (isString(token) && token.start >= 0) {
    // Usual: the gap is the token with its delimiters. A few producers sign the delimiters too.
    const outer = range.gapStart === token.start && range.gapEnd === token.end
    const inner = range.gapStart === token.start + 1 && range.gapEnd === token.end - 1
    if (!outer && !inner) faults.push('gap-mismatch')
    else if (!token.exact && !isHexToken(bytes, token.start, token.end)) faults.push('contents-not-hex')
  } else if (isString(token)) faults.push('gap-mismatch') // inside an object stream no gap can exist
  return { range, contents, faults }
}

// Not /Type: what kind of signature it is, the signature itself says.
const RULING = new Set(['Contents', 'ByteRange', 'SubFilter', 'Filter', 'Cert', 'Reference'])

/** Exactly four integers `[0 a b c]` with the second run behind the first; null otherwise. */
export function readRange(value: PdfValue): SignedRange | null {
  if (!Array.isArray(value) || value.length !== 4) return null
  const numbers: number[] = []
  for (const item of value) {
    if (typeof item !== 'number' || !Number.isSafeInteger(item) || item < 0) return null
    numbers.push(item)
  }
  const [start, length, second, rest] = numbers as [number, number, number, number]
  if (length === 0 || second <= start + length || rest === 0) return null
  return { start, gapStart: start + length, gapEnd: second, end: second + rest }
}

export function isZero(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += ZEROS.length) {
    const part = bytes.subarray(at, at + ZEROS.length)
    if (part.compare(ZEROS, 0, part.length) !== 0) return false
  }
  return true
}

const ZEROS = Buffer.alloc(4096)

/** `<` hex digits `>`. White space is tolerated only as padding at the end. */
function isHexToken(bytes: Buffer, start: number, end: number): boolean {
  if (bytes[start] !== 0x3c || bytes[end - 1] !== 0x3e) return false
  return /^[0-9a-fA-F]*[\s\0]*$/.test(bytes.toString('latin1', start + 1, end - 1))
}
