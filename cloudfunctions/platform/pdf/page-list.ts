import { PdfError } from './errors'
import { isName, PdfDict, PdfRef, type PdfValue } from './objects'
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
  /**
   * Every page once and by reference, below the parent it names, as many as every branch says, nothing said twice,
   * turned by quarters: all readers show the same pages.
   */
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
  dict: PdfDict
  /** pages below it */
  leaves: number
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
  const branches: Branch[] = []
  if (reader.catalog.duplicates) list.sound = false
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
    if (!isPlainNode(reader, dict, kids !== null, next)) list.sound = false
    if (!kids) {
      const ref = value instanceof PdfRef ? value : null
      for (let branch = above; branch; branch = branch.above) branch.leaves++
      const rotate = reader.resolve(inherited.Rotate ?? 0)
      if (rotate !== null && !isQuarterTurn(rotate)) list.sound = false
      list.pages.push({ ...describePage(reader, dict, inherited, list.pages.length), ref })
      continue
    }
    const depth = (above?.depth ?? 0) + 1
    if (depth > reader.limits.pageDepth) throw new PdfError('limit', 'page tree too deep')
    if (num !== null) list.nodes.add(num)
    const branch = { num: num ?? -1, dict, leaves: 0, depth, above }
    branches.push(branch)
    for (let i = kids.length - 1; i >= 0; i--)
      stack.push({ value: kids[i] ?? null, inherited, above: branch })
  }
  const agreed = countOf(reader, root) === list.pages.length
  if (lost > 0 && !agreed) throw new PdfError('damaged', 'a branch of the page tree leads nowhere')
  // Some readers find a page by the counts of the branches, others by going through all of them.
  const counted = branches.every(({ dict, leaves }) => reader.get(dict, 'Count') === leaves)
  if (lost > 0 || !agreed || !counted) list.sound = false
  return list
}

/**
 * Readers differ on what a node is when it does not say so, on which of two values of a key counts, and on where it
 * inherits from: the node above it or the one that it calls its /Parent; some mix the /Resources of all levels.
 */
function isPlainNode(
  reader: PdfReader,
  dict: PdfDict,
  branch: boolean,
  { above, inherited }: Place,
): boolean {
  const parent = dict.get('Parent') ?? null
  const belongs = above ? parent instanceof PdfRef && parent.num === above.num : parent === null
  const own = dict.get('Resources') ?? null
  const mixed = own !== null && inherited.Resources !== undefined && !isSameRef(own, inherited.Resources)
  return (
    belongs &&
    !mixed &&
    !dict.duplicates &&
    isName(reader.get(dict, 'Type'), branch ? 'Pages' : 'Page') &&
    (branch || !dict.has('Kids'))
  )
}

const isSameRef = (a: PdfValue, b: PdfValue): boolean =>
  a instanceof PdfRef && b instanceof PdfRef && a.num === b.num && a.gen === b.gen

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
