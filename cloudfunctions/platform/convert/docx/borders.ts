import type { Border } from '../../flow/model'
import type { XmlElement } from '../package/xml'
import { childOf } from '../package/xml'
import { colorIn, numberIn } from './word-xml'

/** Edges of a paragraph, cell or table; null: said to have none, which ends what a style gives. */
export interface BorderSet {
  top?: Border | null
  right?: Border | null
  bottom?: Border | null
  left?: Border | null
  insideH?: Border | null
  insideV?: Border | null
  between?: Border | null
}

const STYLES: Record<string, Border['style']> = {
  double: 'double',
  triple: 'double',
  thinThickSmallGap: 'double',
  thickThinSmallGap: 'double',
  thinThickMediumGap: 'double',
  thickThinMediumGap: 'double',
  thinThickLargeGap: 'double',
  thickThinLargeGap: 'double',
  dotted: 'dotted',
  dashed: 'dashed',
  dashSmallGap: 'dashed',
  dotDash: 'dashed',
  dotDotDash: 'dashed',
  wave: 'wavy',
  doubleWave: 'wavy',
}

const EDGES = [
  ['top', 'top', 'top'],
  ['right', 'right', 'end'],
  ['bottom', 'bottom', 'bottom'],
  ['left', 'left', 'start'],
  ['insideH', 'insideH', 'insideH'],
  ['insideV', 'insideV', 'insideV'],
  ['between', 'between', 'between'],
] as const

/** Reads `w:pBdr`, `w:tblBorders` or `w:tcBorders`. */
export function readBorders(element: XmlElement | undefined): BorderSet {
  const set: BorderSet = {}
  for (const [edge, name, strict] of EDGES) {
    const child = childOf(element, name) ?? childOf(element, strict)
    if (child) set[edge] = readBorder(child)
  }
  return set
}

function readBorder({ attributes }: XmlElement): Border | null {
  const kind = attributes['val'] ?? 'single'
  if (kind === 'nil' || kind === 'none') return null
  // Eighths of a point; hairlines would vanish in print.
  const width = Math.min(Math.max((numberIn(attributes['sz']) ?? 4) / 8, 0.25), 12)
  return {
    style: STYLES[kind] ?? 'single',
    width: STYLES[kind] === 'double' ? Math.max(width / 2, 0.4) : width,
    color: colorIn(attributes['color']) ?? '#000000',
    space: numberIn(attributes['space']),
  }
}
