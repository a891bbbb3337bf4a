import { isDict, isName, isString, type PdfDict } from '../objects'
import type { PdfReader } from '../reader'
import { decodeTextString } from '../text-string'

/** What a signature allows later (ISO 32000-2 §12.8.2): DocMDP of a certification, FieldMDP locks. */
export interface SignaturePermissions {
  /** 1: nothing, 2: filling and signing, 3: also annotations; null for an approval signature */
  certification: 1 | 2 | 3 | null
  locks(field: string): boolean
}

export function readPermissions(reader: PdfReader, signature: PdfDict): SignaturePermissions {
  let certification: SignaturePermissions['certification'] = null
  const locks: ((field: string) => boolean)[] = []
  for (const item of reader.getArray(signature, 'Reference') ?? []) {
    const reference = reader.resolve(item)
    if (!isDict(reference)) continue
    const method = reader.get(reference, 'TransformMethod')
    const params = reader.getDict(reference, 'TransformParams')
    if (isName(method, 'DocMDP')) {
      const level = params ? reader.get(params, 'P') : null
      certification = level === 1 || level === 3 ? level : 2
    } else if (isName(method, 'FieldMDP') && params) locks.push(fieldLock(reader, params))
  }
  return { certification, locks: (field) => locks.some((lock) => lock(field)) }
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
