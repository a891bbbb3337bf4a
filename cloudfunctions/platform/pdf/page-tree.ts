import { PdfError } from './errors'
import { isName, PdfDict, PdfRef, type PdfValue } from './objects'
import type { PdfReader } from './reader'

/** A page with the attributes it inherits (ISO 32000-2 §7.7.3.4). Boxes are [llx, lly, urx, ury] in PDF units, normalised. */
export interface PdfPage {
  index: number
  ref: PdfRef
  dict: PdfDict
  mediaBox: Box
  /** the visible part: CropBox cut to the MediaBox */
  cropBox: Box
  /** 0, 90, 180 or 270, clockwise */
  rotate: 0 | 90 | 180 | 270
  /** own or inherited /Resources, not resolved */
  resources: PdfValue
  /** size of one unit in 1/72 inch; 1 unless the page says otherwise */
  userUnit: number
}

export type Box = [number, number, number, number]

const INHERITED = ['MediaBox', 'CropBox', 'Rotate', 'Resources'] as const
/** What a page has from the nodes above it, as far as it does not say so itself. */
export type Inherited = Partial<Record<(typeof INHERITED)[number], PdfValue>>

interface Node {
  ref: PdfRef
  dict: PdfDict
  inherited: Inherited
}

/** All pages in order, each node visited once; a loop or too many nodes is an error, not a hang. */
export function* walkPages(reader: PdfReader): Generator<PdfPage> {
  const seen = new Set<number>()
  const stack: { ref: PdfRef; inherited: Inherited }[] = [{ ref: rootOf(reader), inherited: {} }]
  let index = 0
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (seen.has(next.ref.num)) throw new PdfError('damaged', 'page tree loops')
    if (seen.size >= reader.limits.pageNodes) throw new PdfError('limit', 'page tree too large')
    seen.add(next.ref.num)
    const node = open(reader, next.ref, next.inherited)
    const kids = kidsOf(reader, node.dict)
    if (!kids) yield { ...describePage(reader, node.dict, node.inherited, index++), ref: node.ref }
    else
      for (let i = kids.length - 1; i >= 0; i--)
        stack.push({ ref: kids[i] as PdfRef, inherited: node.inherited })
  }
}

/**
 * One page, going down by /Count so that only its branch of the tree is read. Falls back to a walk when the counts
 * do not lead to a page.
 */
export function findPage(reader: PdfReader, index: number): PdfPage {
  const direct = descend(reader, index)
  if (direct) return direct
  for (const page of walkPages(reader)) if (page.index === index) return page
  throw new PdfError('damaged', `no page ${index}`)
}

function descend(reader: PdfReader, index: number): PdfPage | null {
  const seen = new Set<number>()
  let node = open(reader, rootOf(reader), {})
  let left = index
  for (;;) {
    if (seen.has(node.ref.num)) throw new PdfError('damaged', 'page tree loops')
    seen.add(node.ref.num)
    const kids = kidsOf(reader, node.dict)
    if (!kids)
      return left === 0 ? { ...describePage(reader, node.dict, node.inherited, index), ref: node.ref } : null
    let chosen: PdfRef | undefined
    for (const kid of kids) {
      const dict = reader.resolve(kid)
      if (!(dict instanceof PdfDict)) return null
      const count = kidsOf(reader, dict) ? reader.get(dict, 'Count') : 1
      if (typeof count !== 'number' || count < 0) return null
      if (left < count) {
        chosen = kid
        break
      }
      left -= count
    }
    if (!chosen) return null
    node = open(reader, chosen, node.inherited)
  }
}

function rootOf(reader: PdfReader): PdfRef {
  const pages = reader.catalog.get('Pages')
  if (!(pages instanceof PdfRef)) throw new PdfError('damaged', 'no page tree')
  return pages
}

function open(reader: PdfReader, ref: PdfRef, above: Inherited): Node {
  const dict = reader.resolve(ref)
  if (!(dict instanceof PdfDict)) throw new PdfError('damaged', 'page tree node is missing')
  return { ref, dict, inherited: inherit(dict, above) }
}

/** The inheritable entries that count below a node. */
export function inherit(dict: PdfDict, above: Inherited): Inherited {
  const inherited: Inherited = { ...above }
  for (const key of INHERITED) {
    const value = dict.get(key)
    if (value !== undefined && value !== null) inherited[key] = value
  }
  return inherited
}

function kidsOf(reader: PdfReader, dict: PdfDict): PdfRef[] | null {
  return allKidsOf(reader, dict)?.filter((kid): kid is PdfRef => kid instanceof PdfRef) ?? null
}

/** /Kids as they stand; null for a page. */
export function allKidsOf(reader: PdfReader, dict: PdfDict): PdfValue[] | null {
  const kids = reader.get(dict, 'Kids')
  return Array.isArray(kids) && !isName(reader.get(dict, 'Type'), 'Page') ? kids : null
}

const LETTER: Box = [0, 0, 612, 792]

/** Boxes, turn and unit of a page. */
export function describePage(
  reader: PdfReader,
  dict: PdfDict,
  inherited: Inherited,
  index: number,
): Omit<PdfPage, 'ref'> {
  const mediaBox = readBox(reader, inherited.MediaBox) ?? LETTER
  const crop = readBox(reader, inherited.CropBox)
  const rotate = reader.resolve(inherited.Rotate ?? null)
  // What is no quarter turn is none, as most readers have it.
  const turn = isQuarterTurn(rotate) ? ((rotate % 360) + 360) % 360 : 0
  const unit = reader.get(dict, 'UserUnit')
  return {
    index,
    dict,
    mediaBox,
    cropBox: crop ? intersect(crop, mediaBox) : mediaBox,
    rotate: turn as PdfPage['rotate'],
    resources: inherited.Resources ?? null,
    userUnit: typeof unit === 'number' && unit > 0 && unit <= 1000 ? unit : 1,
  }
}

/** A /Rotate that all readers understand alike. */
export const isQuarterTurn = (rotate: PdfValue): rotate is number =>
  typeof rotate === 'number' && rotate % 90 === 0

function readBox(reader: PdfReader, value: PdfValue | undefined): Box | null {
  const array = reader.resolve(value ?? null)
  if (!Array.isArray(array) || array.length < 4) return null
  const n = array.slice(0, 4).map((item) => reader.resolve(item))
  if (!n.every((item): item is number => typeof item === 'number' && Number.isFinite(item))) return null
  const [a, b, c, d] = n as Box
  const box: Box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
  return box[2] - box[0] > 0 && box[3] - box[1] > 0 ? box : null
}

function intersect(inner: Box, outer: Box): Box {
  const box: Box = [
    Math.max(inner[0], outer[0]),
    Math.max(inner[1], outer[1]),
    Math.min(inner[2], outer[2]),
    Math.min(inner[3], outer[3]),
  ]
  return box[2] > box[0] && box[3] > box[1] ? box : outer
}
