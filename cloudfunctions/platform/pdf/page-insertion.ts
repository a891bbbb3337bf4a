import { PdfError } from './errors'
import { isName, PdfDict, PdfRef, type PdfValue } from './objects'
import type { PdfReader } from './reader'
import type { IncrementalUpdate } from './writer'

/** A page's place in the tree: the nodes above it, root first. */
interface TreePlace {
  page: PdfRef
  above: PdfRef[]
}

/**
 * Puts new pages into the page tree behind the pages of these indices (−1: before the first), beside that page under
 * the same node. /Count is raised all the way up. Page labels would name the wrong pages afterwards and go.
 */
export function addToPageTree(
  update: IncrementalUpdate,
  groups: ReadonlyMap<number, readonly PdfDict[]>,
): void {
  if (groups.size === 0) return
  const places = treePlaces(update.reader)
  for (const [after, pages] of groups) {
    const place = places[Math.max(0, after)]
    const parent = place?.above.at(-1)
    if (!place || !parent) throw new PdfError('damaged', 'page tree without a node above its pages')
    const refs = pages.map((page) => update.add(page.set('Parent', parent)))
    const node = nodeOf(update, parent)
    const kids = kidsOf(update, node) ?? []
    const at =
      kids.findIndex((kid) => kid instanceof PdfRef && kid.num === place.page.num) + (after < 0 ? 0 : 1)
    update.set(parent, node.copy().set('Kids', [...kids.slice(0, at), ...refs, ...kids.slice(at)]))
    for (const ref of place.above) {
      const above = nodeOf(update, ref)
      const count = update.reader.resolve(above.get('Count'))
      update.set(ref, above.copy().set('Count', (typeof count === 'number' ? count : 0) + refs.length))
    }
  }
  const { catalogRef } = update.reader
  const catalog = update.current(catalogRef)
  if (catalog instanceof PdfDict && catalog.has('PageLabels'))
    update.set(catalogRef, catalog.copy().delete('PageLabels'))
}

function nodeOf(update: IncrementalUpdate, ref: PdfRef): PdfDict {
  const node = update.current(ref)
  if (!(node instanceof PdfDict)) throw new PdfError('damaged', 'page tree node is missing')
  return node
}

function kidsOf(update: IncrementalUpdate, node: PdfDict): PdfValue[] | null {
  const kids = update.reader.resolve(node.get('Kids'))
  return Array.isArray(kids) ? kids : null
}

/** All pages in order, as `PdfReader.pages` finds them; bounded alike. */
function treePlaces(reader: PdfReader): TreePlace[] {
  const root = reader.catalog.get('Pages')
  if (!(root instanceof PdfRef)) throw new PdfError('damaged', 'no page tree')
  const places: TreePlace[] = []
  const seen = new Set<number>()
  const stack: TreePlace[] = [{ page: root, above: [] }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (seen.has(next.page.num)) throw new PdfError('damaged', 'page tree loops')
    if (seen.size >= reader.limits.pageNodes) throw new PdfError('limit', 'page tree too large')
    seen.add(next.page.num)
    const node = reader.resolve(next.page)
    if (!(node instanceof PdfDict)) throw new PdfError('damaged', 'page tree node is missing')
    const kids = reader.getArray(node, 'Kids')
    if (!kids || isName(reader.get(node, 'Type'), 'Page')) {
      places.push(next)
      continue
    }
    const above = [...next.above, next.page]
    for (const kid of [...kids].reverse()) if (kid instanceof PdfRef) stack.push({ page: kid, above })
  }
  return places
}
