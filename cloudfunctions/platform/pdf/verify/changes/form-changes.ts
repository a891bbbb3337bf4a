import { isDict, isName, isRef, isString, PdfDict, type PdfRef, type PdfValue } from '../../objects'
import type { PdfReader } from '../../reader'
import { decodeTextString } from '../../text-string'
import type { Change } from './change'
import { inherited, paintsSomething } from './field-state'
import type { ObjectRoles } from './object-roles'
import { changedKeys, sameValue } from './same-value'

/** Compares the interactive forms of two revisions: which fields came, went, and what else was touched. */
export function formChanges(older: PdfReader, newer: PdfReader, roles: ObjectRoles): Change[] {
  const before = older.getDict(older.catalog, 'AcroForm')
  const after = newer.getDict(newer.catalog, 'AcroForm')
  if (!after) return before ? [{ kind: 'form-removed', allowance: 'never', subject: 'AcroForm' }] : []
  const changes: Change[] = fieldListChanges(older, newer, before, after, roles)
  for (const key of changedKeys(before ?? new PdfDict(), after)) {
    if (key === 'Fields' || key === 'SigFlags') continue
    if (key === 'DR') {
      if (!onlyAdds(older, newer, before?.get('DR'), after.get('DR'))) changes.push(formChanged('DR'))
    } else if (key === 'DA' && !before?.has('DA')) {
      continue // a default for new fields; the old ones bring their own
    } else if (key === 'NeedAppearances' || key === 'DA') {
      // Both can change how fields are drawn.
      changes.push({ kind: 'form-changed', allowance: 'filling', subject: key })
    } else changes.push(formChanged(key))
  }
  return changes
}

const formChanged = (key: string): Change => ({
  kind: 'form-changed',
  allowance: 'never',
  subject: `AcroForm/${key}`,
})

function fieldListChanges(
  older: PdfReader,
  newer: PdfReader,
  before: PdfDict | null,
  after: PdfDict,
  roles: ObjectRoles,
): Change[] {
  const changes: Change[] = []
  const was = references(before ? older.getArray(before, 'Fields') : null)
  const now = references(newer.getArray(after, 'Fields'))
  for (const num of was.keys()) {
    if (!now.has(num))
      changes.push({ kind: 'field-removed', allowance: 'never', subject: fieldName(older, num) })
  }
  for (const num of now.keys()) if (!was.has(num)) changes.push(...newField(newer, num, roles))
  return changes
}

const references = (items: PdfValue[] | null): Map<number, PdfRef> =>
  new Map((items ?? []).filter(isRef).map((ref) => [ref.num, ref]))

/** A field that was not there: only signature fields may come, and only signed ones may show anything. */
export function newField(newer: PdfReader, num: number, roles: ObjectRoles): Change[] {
  const changes: Change[] = []
  const seen = new Set<number>()
  const say = (kind: Change['kind'], allowance: Change['allowance'], at: number) =>
    void changes.push({ kind, allowance, subject: fieldName(newer, at) })
  // Type and value are handed down: some kids lack the /Parent that they must have.
  const visit = (current: number, depth: number, aboveType: PdfValue, aboveValue: PdfValue): void => {
    if (seen.has(current) || depth > 32) return
    seen.add(current)
    const dict = newer.object(current)
    const taken =
      roles.has('content', current) || roles.has('annotation', current) || roles.has('signature', current)
    if (!isDict(dict) || taken || dict.duplicates) return say('field-added', 'never', current)
    const type = inherited(newer, current, 'FT') ?? aboveType
    const value = inherited(newer, current, 'V') ?? aboveValue
    const kids = newer.getArray(dict, 'Kids')
    for (const kid of kids ?? []) if (isRef(kid)) visit(kid.num, depth + 1, type, value)
    if (type === null && kids) return // a name node above its fields
    if (!isName(type, 'Sig')) return say('field-added', 'never', current)
    if (isDict(value)) {
      if (dict.has('V')) changes.push(signatureAdded(newer, value, fieldName(newer, current)))
    } else if (paintsSomething(newer, current)) say('annotation-added', 'never', current)
    else if (dict.has('T')) say('signature-field-added', 'always', current)
  }
  visit(num, 0, null, null)
  return changes
}

/** All widgets that signature fields of the form name as theirs. */
export function signatureWidgets(reader: PdfReader): Set<number> {
  const widgets = new Set<number>()
  const seen = new Set<number>()
  const visit = (value: PdfValue, above: boolean, depth: number): void => {
    if (!isRef(value) || seen.has(value.num) || depth > 32) return
    seen.add(value.num)
    const dict = reader.resolve(value)
    if (!isDict(dict)) return
    const type = reader.get(dict, 'FT')
    const signature = type === null ? above : isName(type, 'Sig')
    if (signature) widgets.add(value.num)
    for (const kid of reader.getArray(dict, 'Kids') ?? []) visit(kid, signature, depth + 1)
  }
  const form = reader.getDict(reader.catalog, 'AcroForm')
  for (const field of (form && reader.getArray(form, 'Fields')) ?? []) visit(field, false, 0)
  return widgets
}

export function signatureAdded(reader: PdfReader, value: PdfDict, subject: string): Change {
  const stamp =
    isName(reader.get(value, 'SubFilter'), 'ETSI.RFC3161') ||
    isName(reader.get(value, 'Type'), 'DocTimeStamp')
  return { kind: stamp ? 'time-stamp-added' : 'signature-added', allowance: 'signing', subject }
}

/** Full name of a field, or its object number when it has none. */
export function fieldName(reader: PdfReader, num: number): string {
  const parts: string[] = []
  let dict: PdfValue = reader.object(num)
  for (let guard = 0; isDict(dict) && guard < 32; guard++) {
    const title = reader.get(dict, 'T')
    if (isString(title)) parts.unshift(decodeTextString(title))
    dict = reader.get(dict, 'Parent')
  }
  return parts.join('.') || `#${num}`
}

/** Are all entries of the old resource dictionary still there, two levels deep, with new ones beside them at most? */
function onlyAdds(
  older: PdfReader,
  newer: PdfReader,
  a: PdfValue | undefined,
  b: PdfValue | undefined,
  depth = 0,
): boolean {
  if (sameValue(a, b)) return true
  const before = older.resolve(a)
  const after = newer.resolve(b)
  if (before === null) return true
  if (!isDict(before) || !isDict(after) || depth > 2) return sameValue(before, after)
  return [...before.keys()].every((key) => {
    // Fields are drawn with fonts from here (§12.7.4.3), never with these.
    if (depth === 0 && (key === 'XObject' || key === 'ProcSet')) return true
    return onlyAdds(older, newer, before.get(key), after.get(key), depth + 1)
  })
}
