import { isDict, isName, isString, type PdfDict, type PdfValue } from '../objects'
import type { PdfReader } from '../reader'
import { decodeTextString } from '../text-string'

/**
 * What a signature allows later (ISO 32000-2 §12.8.2): DocMDP of a certification, FieldMDP locks, and the /P of its
 * field's lock, with which any signer may forbid further changes (§12.7.5.5).
 */
export interface SignaturePermissions {
  /** 1: nothing, 2: filling and signing, 3: also annotations; null when the signature does not say */
  certification: 1 | 2 | 3 | null
  locks(field: string): boolean
}

export function readPermissions(reader: PdfReader, signature: PdfDict, lock: PdfValue): SignaturePermissions {
  let certification = lockPermission(reader, lock)
  const locks: ((field: string) => boolean)[] = []
  for (const item of reader.getArray(signature, 'Reference') ?? []) {
    const reference = reader.resolve(item)
    if (!isDict(reference)) continue
    const method = reader.get(reference, 'TransformMethod')
    const params = reader.getDict(reference, 'TransformParams')
    if (isName(method, 'DocMDP')) {
      const level = params ? reader.get(params, 'P') : null
      const stated = level === 1 || level === 3 ? level : 2
      certification = certification === null || stated < certification ? stated : certification
    } else if (isName(method, 'FieldMDP') && params) locks.push(fieldLock(reader, params))
  }
  return { certification, locks: (field) => locks.some((lock) => lock(field)) }
}

function lockPermission(reader: PdfReader, value: PdfValue): SignaturePermissions['certification'] {
  const lock = reader.resolve(value)
  const level = isDict(lock) ? reader.get(lock, 'P') : null
  return level === 1 || level === 2 || level === 3 ? level : null
}

function fieldLock(reader: PdfReader, params: PdfDict): (field: string) => boolean {
  const action = reader.get(params, 'Action')
  const names = (reader.getArray(params, 'Fields') ?? [])
    .map((item) => reader.resolve(item))
    .filter(isString)
    .map(decodeTextString)
  const listed = (field: string) => names.some((name) => field === name || field.startsWith(`${name}.`))
  if (isName(action, 'All')) return () => true
  if (isName(action, 'Include')) return listed
  if (isName(action, 'Exclude')) return (field) => !listed(field)
  return () => false
}
