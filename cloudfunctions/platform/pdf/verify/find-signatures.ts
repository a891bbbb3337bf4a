import { isDict, isName, isRef, isString, PdfDict, type PdfValue } from '../objects'
import { Parser } from '../parser'
import type { PdfReader } from '../reader'
import { decodeTextString } from '../text-string'

/** A signature dictionary found in a file, by the form or by its bytes. */
export interface FoundSignature {
  /** full field name; empty for a signature that no field leads to */
  field: string
  /** object number of the field; −1 when no field leads here */
  fieldNumber: number
  dict: PdfDict
  /** the field's /Lock, as it stands there */
  lock: PdfValue
  /** the dictionary's own object number, −1 when it is a direct object or unknown */
  number: number
  origin: 'form' | 'bytes'
}

export interface FormSignatures {
  signatures: FoundSignature[]
  /** fields of type Sig without a value */
  emptyFields: string[]
}

const MAX_FIELDS = 100_000
const MAX_DEPTH = 64
const MAX_RAW = 10_000

/** Signatures that the form of the newest revision leads to. */
export function signaturesOfForm(reader: PdfReader): FormSignatures {
  const signatures: FoundSignature[] = []
  const emptyFields: string[] = []
  const form = reader.getDict(reader.catalog, 'AcroForm')
  const roots = form ? reader.getArray(form, 'Fields') : null
  const seen = new Set<number>()
  let visited = 0
  const visit = (value: PdfValue, parent: Inherited, depth: number): void => {
    if (depth > MAX_DEPTH || ++visited > MAX_FIELDS) return
    if (isRef(value)) {
      if (seen.has(value.num)) return
      seen.add(value.num)
    }
    const dict = reader.resolve(value)
    if (!isDict(dict)) return
    const title = reader.get(dict, 'T')
    const name = isString(title)
      ? [parent.name, decodeTextString(title)].filter(Boolean).join('.')
      : parent.name
    const type = reader.get(dict, 'FT')
    const here: Inherited = { name, type: isName(type) ? type.value : parent.type }
    const kids = reader.getArray(dict, 'Kids')
    if (here.type === 'Sig' && (dict.has('T') || dict.has('V') || !kids)) {
      const target = dict.get('V')
      const signature = reader.resolve(target)
      if (isDict(signature)) {
        const number = isRef(target) ? target.num : -1
        const fieldNumber = isRef(value) ? value.num : -1
        signatures.push({
          field: name,
          fieldNumber,
          dict: signature,
          lock: dict.get('Lock') ?? null,
          number,
          origin: 'form',
        })
      } else if (dict.has('T')) emptyFields.push(name)
    }
    for (const kid of kids ?? []) visit(kid, here, depth + 1)
  }
  for (const field of roots ?? []) visit(field, { name: '', type: '' }, 0)
  return { signatures, emptyFields }
}

interface Inherited {
  name: string
  type: string
}

const KEY = Buffer.from('/ByteRange')

/**
 * Offsets of every `/ByteRange` in the bytes, whatever the structure says: a removed form, a broken cross-reference
 * or a repointed field must not make a signature invisible.
 */
export function byteRangeOffsets(bytes: Buffer): number[] {
  const hits: number[] = []
  for (
    let at = bytes.indexOf(KEY);
    at >= 0 && hits.length < MAX_RAW;
    at = bytes.indexOf(KEY, at + KEY.length)
  ) {
    hits.push(at)
  }
  return hits
}

/**
 * The signature dictionary around an offset, found without the file's structure: from the nearest `<<` before it
 * that parses to a dictionary holding it. Null when there is none, e.g. because its syntax was damaged.
 */
export function dictionaryAround(bytes: Buffer, at: number): FoundSignature | null {
  // A signature dictionary has few nested ones (/Reference, /Prop_Build); /Contents may come before /ByteRange.
  let from = at
  for (let tries = 0; tries < 24 && from > 0; tries++) {
    from = bytes.lastIndexOf('<<', from - 1)
    if (from < 0 || at - from > MAX_DICTIONARY) return null
    try {
      const value = new Parser(bytes, from, Math.min(bytes.length, at + MAX_DICTIONARY)).value()
      if (value instanceof PdfDict && value.end > at && value.has('ByteRange')) {
        return {
          field: '',
          fieldNumber: -1,
          dict: value,
          lock: null,
          number: numberBefore(bytes, from),
          origin: 'bytes',
        }
      }
    } catch {
      // Not the beginning of this dictionary: look further up.
    }
  }
  return null
}

const MAX_DICTIONARY = 4_000_000

function numberBefore(bytes: Buffer, at: number): number {
  const match = /(\d{1,10})\s+\d{1,5}\s+obj\s*$/.exec(bytes.toString('latin1', Math.max(0, at - 40), at))
  return match ? Number(match[1]) : -1
}

/**
 * /Reference with a usage-rights transform: says what Adobe Reader may do with the file, nothing else. Programs that
 * save the file again write a copy of it, often with the reference as an object of its own.
 */
export function isUsageRights(dict: PdfDict, resolve: (value: PdfValue | undefined) => PdfValue): boolean {
  const references = resolve(dict.get('Reference'))
  return (
    Array.isArray(references) &&
    references.some((item) => {
      const reference = resolve(item)
      const method = isDict(reference) ? resolve(reference.get('TransformMethod')) : undefined
      return isName(method, 'UR3') || isName(method, 'UR')
    })
  )
}
