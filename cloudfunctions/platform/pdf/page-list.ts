import { PdfError } from './errors'
import { PdfDict, PdfRef, type PdfValue } from './objects'
import { allKidsOf, describePage, inherit, type Inherited, isQuarterTurn, type PdfPage } from './page-tree'
import type { PdfReader } from './reader'

/** A page as its tree lists it. One without a number of its own stands directly in its parent. */
export interface ListedPage extends Omit<PdfPage, 'ref'> {
  ref: PdfRef | null
}

export interface PageList {
  pages: ListedPage[]
  /** the inner nodes of the tree */
  nodes: Set<number>
  /** every page once and by reference, as many as the root says, turned by quarters: all readers show the same pages */
  sound: boolean
}

interface Place {
  value: PdfValue
  inherited: Inherited
  above: Branch | null
}

/** A way down the tree. */
interface Branch {
  num: number
  depth: number
  above: Branch | null
}

/**
 * The pages of an upload, also where the tree is not as it must be (ISO 32000-2 §7.7.3): pages listed twice, standing
 * directly in /Kids, a wrong /Count. Branches that lead back to themselves or to nothing are passed over where all
 * readers agree on the number of pages nevertheless. Bounded. Errors: PdfError `damaged`, `limit`.
 */
export function listPages(reader: PdfReader, most = Infinity): PageList {
  const list: PageList = { pages: [], nodes: new Set(), sound: true }
  const listed = new Set<number>()
  const root = reader.catalog.get('Pages') ?? null
  const stack: Place[] = [{ value: root, inherited: {}, above: null }]
  let lost = 0
  let visited = 0
  for (let next = stack.pop(); next && list.pages.length <= most; next = stack.pop()) {
    if (++visited > reader.limits.pageNodes) throw new PdfError('limit', 'page tree too large')
    const { value, above } = next
    const num = value instanceof PdfRef ? value.num : null
    const dict = leadsBack(num, above) ? null : nodeAt(reader, value)
    if (!dict) {
      lost++
      continue
    }
    const inherited = inherit(dict, next.inherited)
    const kids = allKidsOf(reader, dict)
    if (num === null || (!above && !kids) || listed.has(num)) list.sound = false
    if (num !== null) listed.add(num)
    if (!kids) {
      const ref = value instanceof PdfRef ? value : null
      const rotate = reader.resolve(inherited.Rotate ?? 0)
      if (rotate !== null && !isQuarterTurn(rotate)) list.sound = false
      list.pages.push({ ...describePage(reader, dict, inherited, list.pages.length), ref })
      continue
    }
    const depth = (above?.depth ?? 0) + 1
    if (depth > reader.limits.pageDepth) throw new PdfError('limit', 'page tree too deep')
    if (num !== null) list.nodes.add(num)
    const branch = { num: num ?? -1, depth, above }
    for (let i = kids.length - 1; i >= 0; i--)
      stack.push({ value: kids[i] ?? null, inherited, above: branch })
  }
  const agreed = countOf(reader, root) === list.pages.length
  if (lost > 0 && !agreed) throw new PdfError('damaged', 'a branch of the page tree leads nowhere')
  if (lost > 0 || !agreed) list.sound = false
  return list
}

function leadsBack(num: number | null, above: Branch | null): boolean {
  for (let branch = above; branch; branch = branch.above) if (branch.num === num) return true
  return false
}

/** Null for what is no node. With a usable cross-reference an unreadable one is an error: a scan may find it. */
function nodeAt(reader: PdfReader, value: PdfValue): PdfDict | null {
  try {
    const node = reader.resolve(value)
    if (node instanceof PdfDict) return node
  } catch (error) {
    if (!reader.repaired || !(error instanceof PdfError) || error.code !== 'damaged') throw error
  }
  if (!reader.repaired) throw new PdfError('damaged', 'page tree node is missing')
  return null
}

function countOf(reader: PdfReader, root: PdfValue): PdfValue {
  const tree = reader.resolve(root)
  return tree instanceof PdfDict ? reader.get(tree, 'Count') : null
}
