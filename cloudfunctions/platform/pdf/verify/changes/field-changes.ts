import { isDict, isRef } from '../../objects'
import type { PdfReader } from '../../reader'
import type { Change } from './change'
import type { ChangedObject } from './changed-objects'
import { inherited, isFilled, isSigned, paintsSomething } from './field-state'
import { fieldName, newField, signatureAdded } from './form-changes'
import type { ObjectRoles } from './object-roles'
import { changedKeys } from './same-value'

// What a signer's program sets in the field that it signs.
const SIGNING = new Set(
  'V AP AS M F MK DA Lock SV Rect P Type Subtype NM BS Border DR FT Parent H StructParent TU Ff Contents T'.split(
    ' ',
  ),
)
// What does not show in an unsigned signature field.
const SILENT = new Set(['Lock', 'SV', 'M', 'NM', 'StructParent', 'TU', 'P'])
const FILLING = new Set('V AP AS I M MK RV DV DA TI Ff F NM StructParent'.split(' '))

/** A field or widget whose own dictionary changed. */
export function fieldChanges(
  older: PdfReader,
  newer: PdfReader,
  object: ChangedObject,
  roles: ObjectRoles,
): Change[] {
  const { num, before, after } = object
  const subject = roles.fields.get(num)?.name || `#${num}`
  if (!isDict(before) || !isDict(after) || after.duplicates) {
    return [{ kind: 'field-removed', allowance: 'never', subject }]
  }
  const keys = changedKeys(before, after)
  if (roles.fields.get(num)?.type === 'Sig') return signatureFieldChanges(older, newer, object, keys, subject)
  const extra = keys.filter((key) => !FILLING.has(key))
  if (extra.length === 1 && extra[0] === 'Kids') return kidsChanged(older, newer, num, roles)
  if (extra.length > 0) return [{ kind: 'field-changed', allowance: 'never', subject }]
  if (isFilled(older, num)) {
    const shows = keys.some((key) => key !== 'M' && key !== 'NM' && key !== 'StructParent')
    return shows ? [{ kind: 'field-changed', allowance: 'never', subject }] : []
  }
  // Colours and captions (/MK) are drawn by readers, filled or not: with a fill they are its look, alone a cover.
  if (keys.includes('MK') && !isFilled(newer, num)) {
    return [{ kind: 'field-changed', allowance: 'never', subject }]
  }
  return [{ kind: 'field-filled', allowance: 'filling', subject }]
}

function signatureFieldChanges(
  older: PdfReader,
  newer: PdfReader,
  { num }: ChangedObject,
  keys: string[],
  subject: string,
): Change[] {
  if (isSigned(older, num)) {
    const touched = keys.some((key) => key !== 'StructParent')
    return touched ? [{ kind: 'signed-field-changed', allowance: 'never', subject }] : []
  }
  const value = inherited(newer, num, 'V')
  if (isDict(value)) {
    if (keys.some((key) => !SIGNING.has(key))) return [{ kind: 'field-changed', allowance: 'never', subject }]
    return keys.includes('V') ? [signatureAdded(newer, value, subject)] : []
  }
  const silent = keys.every((key) => SILENT.has(key))
  return silent && !paintsSomething(newer, num)
    ? []
    : [{ kind: 'field-changed', allowance: 'never', subject }]
}

/** A name node got further kids: as with the form's own list, only signature fields may come. */
export function kidsChanged(older: PdfReader, newer: PdfReader, num: number, roles: ObjectRoles): Change[] {
  const kids = (reader: PdfReader) => {
    const dict = reader.object(num)
    const items = isDict(dict) ? (reader.getArray(dict, 'Kids') ?? []) : []
    return new Set(items.filter(isRef).map((ref) => ref.num))
  }
  const was = kids(older)
  const now = kids(newer)
  const changes: Change[] = []
  for (const kid of was) {
    if (!now.has(kid))
      changes.push({ kind: 'field-removed', allowance: 'never', subject: fieldName(older, kid) })
  }
  for (const kid of now) if (!was.has(kid)) changes.push(...newField(newer, kid, roles))
  return changes
}
