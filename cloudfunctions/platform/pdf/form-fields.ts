import { PdfError } from './errors'
import { PdfDict, PdfName, PdfRef, PdfStream, PdfString, type PdfValue } from './objects'
import type { PdfPage } from './page-tree'
import type { PdfReader } from './reader'
import { decodeTextString } from './text-string'
import type { IncrementalUpdate } from './writer'

/** A terminal form field. Field and widget are one object when the field has a single place. */
export interface FormField {
  /** fully qualified name, partial names joined by a period (§12.7.4.2) */
  name: string
  type: 'Sig' | 'Btn' | 'Tx' | 'Ch' | 'unknown'
  ref: PdfRef
  dict: PdfDict
  widgetRef: PdfRef
  widget: PdfDict
  /** /V is set */
  filled: boolean
}

const MAX_FIELDS = 200_000
const MAX_DEPTH = 64

/** All terminal fields of the form by full name. Bounded; a way that leads back is not gone twice. */
export function readFormFields(reader: PdfReader): Map<string, FormField> {
  const fields = new Map<string, FormField>()
  const form = reader.getDict(reader.catalog, 'AcroForm')
  const roots = form && reader.getArray(form, 'Fields')
  const stack = refs(roots ?? []).map((ref) => ({ ref, path: '', type: undefined as PdfValue | undefined }))
  const seen = new Set<number>()
  for (let item = stack.pop(); item; item = stack.pop()) {
    if (seen.has(item.ref.num)) continue
    if (seen.size >= MAX_FIELDS) throw new PdfError('limit', 'too many form fields')
    seen.add(item.ref.num)
    const dict = reader.resolve(item.ref)
    if (!(dict instanceof PdfDict)) continue
    const own = reader.get(dict, 'T')
    const partial = own instanceof PdfString ? decodeTextString(own) : null
    const path = partial === null ? item.path : item.path ? `${item.path}.${partial}` : partial
    const type = dict.get('FT') ?? item.type
    const kids = refs(reader.getArray(dict, 'Kids') ?? [])
    const kidFields = kids.filter((kid) => {
      const child = reader.resolve(kid)
      return child instanceof PdfDict && child.has('T')
    })
    if (kidFields.length > 0) {
      for (const kid of kidFields) stack.push({ ref: kid, path, type })
      continue
    }
    const widgetRef = kids[0] ?? item.ref
    const widget = reader.resolve(widgetRef)
    if (!(widget instanceof PdfDict) || fields.has(path)) continue
    const filled = reader.get(dict, 'V') !== null
    fields.set(path, { name: path, type: fieldType(type), ref: item.ref, dict, widgetRef, widget, filled })
  }
  return fields
}

const refs = (values: readonly PdfValue[]): PdfRef[] =>
  values.filter((value): value is PdfRef => value instanceof PdfRef)

function fieldType(value: PdfValue | undefined): FormField['type'] {
  if (!(value instanceof PdfName)) return 'unknown'
  const known = ['Sig', 'Btn', 'Tx', 'Ch'] as const
  return known.find((type) => type === value.value) ?? 'unknown'
}

/** All places of a field: its kids, or the field itself. */
export function widgetsOf(reader: PdfReader, field: FormField): { ref: PdfRef; dict: PdfDict }[] {
  const kids = refs(reader.getArray(field.dict, 'Kids') ?? [])
  return (kids.length > 0 ? kids : [field.ref]).flatMap((ref) => {
    const dict = reader.resolve(ref)
    return dict instanceof PdfDict ? [{ ref, dict }] : []
  })
}

/** An entry of a field or widget, its own or the nearest parent's (§12.7.4.1). */
export function inheritedOf(reader: PdfReader, start: PdfDict, key: string): PdfValue {
  let dict: PdfValue = start
  for (let depth = 0; dict instanceof PdfDict && depth < MAX_DEPTH; depth++) {
    const value = reader.get(dict, key)
    if (value !== null) return value
    dict = reader.get(dict, 'Parent')
  }
  return null
}

/** True when the slot shows nothing yet. */
export function hasEmptyAppearance(reader: PdfReader, field: FormField): boolean {
  const appearance = reader.getDict(field.widget, 'AP')
  const normal = appearance && reader.get(appearance, 'N')
  return !(normal instanceof PdfStream) || normal.raw.length === 0
}

/** Adds fields to the form, which is made when there is none. /SigFlags 3: signatures exist, append only (§12.7.3). */
export function addFormFields(update: IncrementalUpdate, fields: readonly PdfRef[]): void {
  const { reader } = update
  const catalog = update.current(reader.catalogRef)
  if (!(catalog instanceof PdfDict)) throw new PdfError('damaged', 'no document catalogue')
  const held = catalog.get('AcroForm')
  const old = held instanceof PdfRef ? update.current(held) : held
  const form = old instanceof PdfDict ? old.copy() : new PdfDict()
  const list = form.get('Fields')
  if (list instanceof PdfRef && Array.isArray(update.current(list))) {
    update.set(list, [...(update.current(list) as PdfValue[]), ...fields])
  } else {
    form.set('Fields', [...(Array.isArray(list) ? list : []), ...fields])
  }
  form.set('SigFlags', 3)
  if (held instanceof PdfRef && old instanceof PdfDict) update.set(held, form)
  else update.set(reader.catalogRef, catalog.copy().set('AcroForm', update.add(form)))
}

/** Adds widgets to a page's annotations, direct, indirect or missing. */
export function addAnnotations(update: IncrementalUpdate, page: PdfPage, widgets: readonly PdfRef[]): void {
  const dict = update.current(page.ref)
  if (!(dict instanceof PdfDict)) throw new PdfError('damaged', 'page is missing')
  const annots = dict.get('Annots')
  const list = annots instanceof PdfRef ? update.current(annots) : annots
  const next = [...(Array.isArray(list) ? list : []), ...widgets]
  if (annots instanceof PdfRef && Array.isArray(list)) update.set(annots, next)
  else update.set(page.ref, dict.copy().set('Annots', next))
}

/** Signature fields that hold a value: how many signatures the file carries. */
export function countSignatures(fields: Iterable<FormField>): number {
  let count = 0
  for (const field of fields) if (field.type === 'Sig' && field.filled) count++
  return count
}
