import { isDict, isName, isRef, type PdfValue } from '../../objects'
import type { PdfReader } from '../../reader'
import type { Change } from './change'
import { inherited } from './field-state'
import type { ObjectRoles } from './object-roles'
import { sameValue } from './same-value'

/** Compares the /Annots of one page in two revisions. Only widgets of signature fields may be added. */
export function annotationChanges(
  older: PdfReader,
  newer: PdfReader,
  before: PdfValue | undefined,
  after: PdfValue | undefined,
  roles: ObjectRoles,
): Change[] {
  const was = list(older, before)
  const now = list(newer, after)
  const changes: Change[] = []
  for (const item of missing(was, now)) {
    changes.push({ kind: 'annotation-removed', allowance: 'never', subject: describe(older, item) })
  }
  for (const item of missing(now, was)) {
    if (!isSignatureWidget(newer, item, roles)) {
      changes.push({ kind: 'annotation-added', allowance: 'never', subject: describe(newer, item) })
    }
  }
  return changes
}

const list = (reader: PdfReader, value: PdfValue | undefined): PdfValue[] => {
  const array = reader.resolve(value)
  return Array.isArray(array) ? array : []
}

/** Items of `a` that are not in `b`; references are looked up by number, so that long lists stay linear. */
function missing(a: PdfValue[], b: PdfValue[]): PdfValue[] {
  const numbers = new Set(b.filter(isRef).map((ref) => ref.num))
  const direct = b.filter((item) => !isRef(item))
  return a.filter((item) =>
    isRef(item) ? !numbers.has(item.num) : item !== null && !direct.some((other) => sameValue(item, other)),
  )
}

/** A widget of a signature field that the form of the newer revision knows. A stray widget is an overlay. */
function isSignatureWidget(newer: PdfReader, item: PdfValue, roles: ObjectRoles): boolean {
  if (!isRef(item) || !isName(inherited(newer, item.num, 'FT'), 'Sig')) return false
  if (roles.has('content', item.num) || roles.has('annotation', item.num)) return false
  const form = newer.getDict(newer.catalog, 'AcroForm')
  const fields = form ? (newer.getArray(form, 'Fields') ?? []) : []
  const top = new Set(fields.filter(isRef).map((ref) => ref.num))
  let num = item.num
  for (let guard = 0; guard < 32; guard++) {
    if (top.has(num)) return true
    const dict = newer.object(num)
    const parent = isDict(dict) ? dict.get('Parent') : undefined
    if (!isRef(parent)) return false
    const above = newer.resolve(parent)
    const kids = isDict(above) ? (newer.getArray(above, 'Kids') ?? []) : []
    if (!kids.some((kid) => isRef(kid) && kid.num === num)) return false
    num = parent.num
  }
  return false
}

function describe(reader: PdfReader, item: PdfValue): string {
  const dict = reader.resolve(item)
  const subtype = isDict(dict) ? reader.get(dict, 'Subtype') : null
  return `${isName(subtype) ? subtype.value : '?'}${isRef(item) ? ` #${item.num}` : ''}`
}
