import { isDict, isRef, type PdfValue } from '../../objects'
import type { PdfPage } from '../../page-tree'
import type { PdfReader } from '../../reader'

const indexes = new WeakMap<PdfReader, Map<number, number>>()

/**
 * The page, counted from 1, that an object belongs to: the page itself, its contents, annotations, or something that
 * its resources name. Of several the first. Null when it is none or the pages cannot be read; only words hang on it.
 */
export function pageOf(reader: PdfReader, num: number): number | null {
  let index = indexes.get(reader)
  if (!index) indexes.set(reader, (index = indexPages(reader)))
  return index.get(num) ?? null
}

function indexPages(reader: PdfReader): Map<number, number> {
  const index = new Map<number, number>()
  try {
    for (const page of reader.pages())
      for (const num of objectsOf(reader, page)) if (!index.has(num)) index.set(num, page.index + 1)
  } catch {
    // As far as the pages can be read.
  }
  return index
}

function* objectsOf(reader: PdfReader, page: PdfPage): Generator<number> {
  yield page.ref.num
  for (const key of ['Contents', 'Annots']) yield* withItems(reader, page.dict.get(key))
  if (isRef(page.resources)) yield page.resources.num
  const resources = reader.resolve(page.resources)
  for (const kind of isDict(resources) ? resources.entries.values() : []) {
    if (isRef(kind)) yield kind.num
    const named = reader.resolve(kind)
    for (const value of isDict(named) ? named.entries.values() : []) if (isRef(value)) yield value.num
  }
}

function* withItems(reader: PdfReader, value: PdfValue | undefined): Generator<number> {
  if (isRef(value)) yield value.num
  const list = reader.resolve(value)
  for (const item of Array.isArray(list) ? list : []) if (isRef(item)) yield item.num
}
