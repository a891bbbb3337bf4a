import type { ObjectCopier } from './copy-objects'
import { isName, PdfDict, PdfRef, type PdfValue } from './objects'
import type { PdfReader } from './reader'
import type { IncrementalUpdate } from './writer'

/** Layers (optional content groups, §8.11) of copied pages: listed in the new file too, and those off stay off. */
export function copyLayers(from: PdfReader, update: IncrementalUpdate, copier: ObjectCopier): void {
  const properties = from.getDict(from.catalog, 'OCProperties')
  if (!properties) return
  const listed = refs(from.getArray(properties, 'OCGs'))
  const copied = listed.flatMap((ref) => copier.copyOf(ref) ?? [])
  if (copied.length === 0) return
  const settings = from.getDict(properties, 'D')
  const state = (key: 'ON' | 'OFF') =>
    new Set(refs(settings && from.getArray(settings, key)).map(({ num }) => num))
  const [on, off] = [state('ON'), state('OFF')]
  const offAtFirst = settings !== null && isName(from.get(settings, 'BaseState'), 'OFF')
  const hidden = listed.filter(({ num }) => off.has(num) || (offAtFirst && !on.has(num)))
  addLayers(
    update,
    copied,
    hidden.flatMap((ref) => copier.copyOf(ref) ?? []),
  )
}

const refs = (values: readonly PdfValue[] | null): PdfRef[] =>
  (values ?? []).filter((value): value is PdfRef => value instanceof PdfRef)

function addLayers(update: IncrementalUpdate, layers: readonly PdfRef[], hidden: readonly PdfRef[]): void {
  const { reader } = update
  const catalog = update.current(reader.catalogRef)
  if (!(catalog instanceof PdfDict)) return
  const held = catalog.get('OCProperties')
  const old = held instanceof PdfRef ? update.current(held) : held
  const properties = old instanceof PdfDict ? old.copy() : new PdfDict()
  const settings = reader.getDict(properties, 'D')?.copy() ?? new PdfDict()
  const more = (dict: PdfDict, key: string, added: readonly PdfRef[]) => {
    if (added.length > 0) dict.set(key, [...(reader.getArray(dict, key) ?? []), ...added])
  }
  more(properties, 'OCGs', layers)
  more(settings, 'OFF', hidden)
  // Where the file's own layers are off unless said otherwise, the new visible ones are said.
  if (isName(settings.get('BaseState'), 'OFF'))
    more(
      settings,
      'ON',
      layers.filter((layer) => !hidden.includes(layer)),
    )
  update.set(reader.catalogRef, catalog.copy().set('OCProperties', properties.set('D', settings)))
}
