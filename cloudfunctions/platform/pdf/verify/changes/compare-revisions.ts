import { isDict, isName, isRef, PdfDict, PdfStream, type PdfValue } from '../../objects'
import type { PdfReader } from '../../reader'
import { annotationChanges } from './annotation-changes'
import type { Change } from './change'
import { changedObjects, type ChangedObject } from './changed-objects'
import { fieldChanges, kidsChanged } from './field-changes'
import { isFilled, isSigned } from './field-state'
import { formChanges } from './form-changes'
import type { ObjectRoles } from './object-roles'
import { pageOf } from './page-of'
import { changedKeys, sameResolved, sameValue } from './same-value'

/**
 * What the newer revision changed, object by object. `roles` are those of the older revision and are extended to the
 * newer one. `boundary` is where the older revision ends.
 */
export function compareRevisions(
  older: PdfReader,
  newer: PdfReader,
  boundary: number,
  roles: ObjectRoles,
): Change[] {
  /** Words for people: a page number says more than an object number. */
  const onItsPage = (change: Change, num: number): Change => {
    if (change.kind === 'pages-changed')
      return { ...change, subject: pageCounts(older, newer) ?? change.subject }
    const page = ON_PAGES.has(change.kind) ? (pageOf(older, num) ?? pageOf(newer, num)) : null
    return page === null ? change : { ...change, page }
  }
  const changes: Change[] = trailerChanges(older, newer)
  if (changes.length > 0) return changes
  const { changed, added } = changedObjects(older, newer, boundary)
  for (const num of added) {
    if (roles.dangling.has(num)) changes.push(never('missing-object-defined', `#${num}`))
  }
  let form = false
  if (older.catalogRef.num !== newer.catalogRef.num) {
    // A catalogue under another number is judged entry by entry like a changed one.
    const { num } = older.catalogRef
    form = catalogChanges({ num, before: older.catalog, after: newer.catalog, unreadable: false }, changes)
    roles.of('catalog').add(newer.catalogRef.num)
  }
  for (const object of changed) {
    if (object.unreadable) changes.push(never('object-unreadable', `#${object.num}`))
    else if (roles.has('form', object.num)) form = true
    else if (object.num === older.catalogRef.num) {
      form = catalogChanges(object, changes) || form
    } else
      changes.push(...objectChanges(older, newer, object, roles).map((one) => onItsPage(one, object.num)))
  }
  if (form) changes.unshift(...formChanges(older, newer, roles))
  roles.extend(newer, [newer.catalogRef.num, ...changed.map((object) => object.num)])
  return distinct(changes)
}

const ON_PAGES = new Set<Change['kind']>([
  'page-content-changed',
  'page-changed',
  'annotation-added',
  'annotation-changed',
  'annotation-removed',
])

/** "1 → 2", null when the number of pages is the same or cannot be told. */
function pageCounts(older: PdfReader, newer: PdfReader): string | null {
  try {
    const [before, after] = [older.pageCount, newer.pageCount]
    return before === after ? null : `${before} → ${after}`
  } catch {
    return null
  }
}

const never = (kind: Change['kind'], subject: string): Change => ({ kind, allowance: 'never', subject })

function trailerChanges(older: PdfReader, newer: PdfReader): Change[] {
  return sameEncryption(older, newer) ? [] : [never('catalog-changed', 'Encrypt')]
}

/** Other keys would show other content: nobody may change /Encrypt, what it refers to or the /ID it works with. */
function sameEncryption(older: PdfReader, newer: PdfReader): boolean {
  if (!sameValue(older.trailer.get('Encrypt'), newer.trailer.get('Encrypt'))) return false
  if (!older.encrypted) return true
  return sameValue(older.encryption, newer.encryption) && sameValue(firstId(older), firstId(newer))
}

function firstId(reader: PdfReader): PdfValue {
  const id = reader.trailer.get('ID')
  return Array.isArray(id) ? (id[0] ?? null) : null
}

const SILENT_CATALOG_KEYS = new Set(['Version', 'Lang', 'MarkInfo', 'PieceInfo', 'LastModified'])

/** Pushes what changed in the catalogue; true when the form has to be compared. */
function catalogChanges({ before, after }: ChangedObject, changes: Change[]): boolean {
  if (!isDict(before) || !isDict(after) || after.duplicates) {
    changes.push(never('catalog-changed', 'Root'))
    return false
  }
  let form = false
  for (const key of changedKeys(before, after)) {
    if (key === 'AcroForm') form = true
    else if (key === 'Pages') changes.push(never('pages-changed', key))
    else if (key === 'DSS' || key === 'Extensions') {
      if (key === 'DSS') changes.push({ kind: 'validation-data-added', allowance: 'always', subject: 'DSS' })
    } else if (key === 'Metadata')
      changes.push({ kind: 'metadata-changed', allowance: 'always', subject: key })
    else if (key === 'StructTreeRoot')
      changes.push({ kind: 'structure-changed', allowance: 'always', subject: key })
    else if (!SILENT_CATALOG_KEYS.has(key)) changes.push(never('catalog-changed', key))
  }
  return form
}

/** One changed object, judged by the strictest of its roles. */
function objectChanges(
  older: PdfReader,
  newer: PdfReader,
  object: ChangedObject,
  roles: ObjectRoles,
): Change[] {
  const { num, before, after } = object
  const subject = `#${num}`
  const type = before instanceof PdfStream ? before.dict.get('Type') : null
  if (isName(type, 'XRef')) return []
  // Objects inside it would change without being listed: no honest program replaces an object stream.
  if (isName(type, 'ObjStm')) return [never('object-stream-replaced', subject)]
  if (roles.has('content', num)) return [never('page-content-changed', subject)]
  if (roles.has('page', num)) return pageChanges(older, newer, object, roles)
  if (roles.has('page-tree', num)) return pageTreeChanges(older, newer, object)
  if (roles.has('annotation', num)) return [never('annotation-changed', subject)]
  if (roles.has('annotations', num)) return annotationChanges(older, newer, before, after, roles)
  if (roles.has('signature', num)) return [never('signature-changed', ownerNames(num, roles).join(', '))]
  if (roles.has('document', num))
    return [never('catalog-changed', `${roles.entryOf(num)} ${subject}`.trimStart())]
  if (roles.has('form-resources', num)) {
    return onlyAddsEntries(before, after) ? [] : [never('form-changed', `DR ${subject}`)]
  }
  if (roles.has('field', num)) return fieldChanges(older, newer, object, roles)
  const owners = roles.ownersOf(num)
  if (owners.length > 0) return ownedChanges(older, newer, num, owners, roles)
  if (roles.has('validation-data', num))
    return [{ kind: 'validation-data-added', allowance: 'always', subject: 'DSS' }]
  if (roles.has('metadata', num)) return [{ kind: 'metadata-changed', allowance: 'always', subject }]
  if (roles.has('structure', num)) return [{ kind: 'structure-changed', allowance: 'always', subject }]
  return [] // nothing refers to it
}

const PAGE_TREE_KEYS = new Set('Type Parent Kids Count Resources MediaBox CropBox Rotate UserUnit'.split(' '))

/** A node of the page tree may get private entries, nothing else. */
function pageTreeChanges(
  older: PdfReader,
  newer: PdfReader,
  { num, before, after }: ChangedObject,
): Change[] {
  const touched =
    !isDict(before) ||
    !isDict(after) ||
    after.duplicates !== undefined ||
    changedKeys(before, after).some(
      (key) => PAGE_TREE_KEYS.has(key) && !sameResolved(older, before.get(key), newer, after.get(key)),
    )
  return touched ? [never('pages-changed', `#${num}`)] : []
}

const SILENT_PAGE_KEYS = new Set(['Tabs', 'LastModified', 'StructParents', 'PieceInfo', 'Metadata'])

function pageChanges(
  older: PdfReader,
  newer: PdfReader,
  { num, before, after }: ChangedObject,
  roles: ObjectRoles,
): Change[] {
  if (!isDict(before) || !isDict(after) || after.duplicates) return [never('pages-changed', `#${num}`)]
  const changes: Change[] = []
  for (const key of changedKeys(before, after)) {
    if (key === 'Annots') {
      changes.push(...annotationChanges(older, newer, before.get(key), after.get(key), roles))
    } else if (sameResolved(older, before.get(key), newer, after.get(key))) continue
    else if (key === 'Contents') changes.push(never('page-content-changed', `#${num}`))
    else if (!SILENT_PAGE_KEYS.has(key)) changes.push(never('page-changed', `#${num}/${key}`))
  }
  return changes
}

/** Appearance streams, values and other parts of fields: allowed when every owner may still be filled or signed. */
function ownedChanges(
  older: PdfReader,
  newer: PdfReader,
  num: number,
  owners: readonly number[],
  roles: ObjectRoles,
): Change[] {
  const lists = owners.filter((owner) => kidsOf(older, owner) === num)
  if (lists.length > 0) return lists.flatMap((owner) => kidsChanged(older, newer, owner, roles))
  const names = ownerNames(num, roles)
  const subject = [...new Set(names)].join(', ')
  for (const owner of owners) {
    const signature = roles.fields.get(owner)?.type === 'Sig'
    if (signature && isSigned(older, owner)) return [never('signed-field-changed', subject)]
    if (signature ? !isSigned(newer, owner) : isFilled(older, owner)) return [never('field-changed', subject)]
    // Choices, actions, colours: what a field is, not what somebody puts into it.
    const value = roles.has('appearance', num) || roles.has('field-value', num)
    if (!signature && !value) return [never('field-changed', subject)]
  }
  // One stream drawn in several places would be filled for all of them at once.
  if (owners.length > 1 && roles.has('appearance', num) && owners.some((owner) => !isFilled(newer, owner))) {
    return [never('field-changed', subject)]
  }
  return [{ kind: 'field-filled', allowance: 'filling', subject, fields: names }]
}

const ownerNames = (num: number, roles: ObjectRoles): string[] =>
  roles.ownersOf(num).map((owner) => roles.fields.get(owner)?.name || `#${owner}`)

/** The number of the array object that lists a field's kids; null when it is no object of its own. */
function kidsOf(reader: PdfReader, field: number): number | null {
  const dict = reader.object(field)
  const kids = isDict(dict) ? dict.get('Kids') : null
  return isRef(kids) ? kids.num : null
}

function onlyAddsEntries(before: PdfValue, after: PdfValue): boolean {
  if (!(before instanceof PdfDict) || !(after instanceof PdfDict)) return false
  return [...before.keys()].every((key) => sameValue(before.get(key), after.get(key)))
}

function distinct(changes: Change[]): Change[] {
  const seen = new Set<string>()
  return changes.filter((change) => {
    const key = `${change.kind} ${change.subject} ${change.allowance}`
    return !seen.has(key) && seen.add(key)
  })
}
