import { isDict, isName, isRef, type PdfValue } from '../../objects'
import type { PdfReader } from '../../reader'
import type { Change } from './change'
import { signatureWidgets } from './form-changes'
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
  if (overlapsOtherwise(was, now)) {
    changes.push({ kind: 'annotation-changed', allowance: 'never', subject: 'order' })
  }
  const added = missing(now, was)
  const widgets = added.length > 0 ? signatureWidgets(newer) : new Set<number>()
  for (const item of added) {
    if (!isSignatureWidget(item, widgets, roles)) {
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

/**
 * Later annotations are painted over earlier ones: what was there must keep its order, each once, or something that a
 * signer saw could vanish behind something else.
 */
function overlapsOtherwise(was: PdfValue[], now: PdfValue[]): boolean {
  const before = was.filter(isRef).map((ref) => ref.num)
  const after = now.filter(isRef).map((ref) => ref.num)
  const old = new Set(before)
  const kept = new Set(after)
  const left = before.filter((num) => kept.has(num))
  const found = after.filter((num) => old.has(num))
  return left.length !== found.length || left.some((num, index) => num !== found[index])
}

/** A widget of a signature field that the form of the newer revision knows. A stray widget is an overlay. */
function isSignatureWidget(item: PdfValue, widgets: Set<number>, roles: ObjectRoles): boolean {
  if (!isRef(item) || !widgets.has(item.num)) return false
  return !roles.has('content', item.num) && !roles.has('annotation', item.num)
}

function describe(reader: PdfReader, item: PdfValue): string {
  const dict = reader.resolve(item)
  const subtype = isDict(dict) ? reader.get(dict, 'Subtype') : null
  return `${isName(subtype) ? subtype.value : '?'}${isRef(item) ? ` #${item.num}` : ''}`
}
