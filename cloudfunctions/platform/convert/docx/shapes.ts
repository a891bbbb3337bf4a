import type { Border, FloatingGraphic, FloatingPlace } from '../../flow/model'
import type { PathCommand, VectorPicture } from '../../pdf/appearance/vector-picture'
import type { XmlElement } from '../package/xml'
import { childOf } from '../package/xml'
import type { Story } from './story'
import { emu, isOn, numberIn, twips } from './word-xml'

/** Where a text box stands across the text: at its middle or right edge, or points from its left edge. */
export interface ShapePlace {
  align?: 'center' | 'right'
  offset?: number
}

/** Outline of a shape: its own, else the one of its style; undefined when it has none. */
export function lineOf(shape: XmlElement, story: Story): Border | undefined {
  const { colours } = story.shared
  const line = childOf(childOf(shape, 'spPr'), 'ln')
  if (childOf(line, 'noFill')) return undefined
  const reference = childOf(childOf(shape, 'style'), 'lnRef')
  const styled = reference !== undefined && reference.attributes['idx'] !== '0'
  if (!line && !styled) return undefined
  const dash = childOf(line, 'prstDash')?.attributes['val'] ?? 'solid'
  return {
    style: dash === 'solid' ? 'single' : 'dashed',
    width: Math.min(Math.max(emu(line?.attributes['w']) || 0.75, 0.25), 12),
    color: colours.of(childOf(line, 'solidFill')) ?? colours.of(reference) ?? '#000000',
  }
}

/** Lines and frames without text, as a picture of paths; undefined for shapes that are not drawn here. */
export function shapePicture(
  shape: XmlElement,
  size: { width: number; height: number },
  story: Story,
): VectorPicture | undefined {
  const spPr = childOf(shape, 'spPr')
  const form = childOf(spPr, 'prstGeom')?.attributes['prst'] ?? ''
  const turn = childOf(spPr, 'xfrm')?.attributes ?? {}
  if ((numberIn(turn['rot']) ?? 0) !== 0) return undefined
  const flipped = isOn(turn['flipV'] ?? '0') !== isOn(turn['flipH'] ?? '0')
  const line = lineOf(shape, story)
  const { width, height } = size
  if (form === 'line' || form === 'straightConnector1') {
    if (!line) return undefined
    return linePicture(flipped ? [0, height, width, 0] : [0, 0, width, height], { width, height }, line)
  }
  if (form !== 'rect') return undefined
  const solid = childOf(spPr, 'solidFill')
  const fill = solid ? story.shared.colours.of(solid) : undefined
  // Other fills would need to be drawn as well, and what they cover seen.
  const plain = solid ? fill !== undefined : childOf(spPr, 'noFill') !== undefined
  if (!plain || (!line && !fill)) return undefined
  const d: PathCommand[] = [['M', 0, 0], ['L', width, 0], ['L', width, height], ['L', 0, height], ['Z']]
  return {
    width: Math.max(width, 1),
    height: Math.max(height, 1),
    shapes: [
      { d, ...(fill ? { fill } : {}), ...(line ? { stroke: line.color, strokeWidth: line.width } : {}) },
    ],
  }
}

function linePicture(
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  { width, height }: { width: number; height: number },
  { color, width: strokeWidth }: Border,
): VectorPicture {
  const d: PathCommand[] = [
    ['M', x1, y1],
    ['L', x2, y2],
  ]
  return {
    width: Math.max(width, 1),
    height: Math.max(height, 1),
    shapes: [{ d, stroke: color, strokeWidth }],
  }
}

/** A line of VML (ISO 29500-4 §19.1.2.12) at its place; undefined when it does not say where. */
export function vmlLine(shape: XmlElement): FloatingGraphic | undefined {
  const { from, to, style = '', strokecolor, strokeweight, stroked } = shape.attributes
  const start = vmlPoint(from)
  const end = vmlPoint(to)
  if (!start || !end || stroked === 'f' || !/position:\s*absolute/i.test(style)) return undefined
  const width = Math.abs(end.x - start.x)
  const height = Math.abs(end.y - start.y)
  const rising = end.x > start.x !== end.y > start.y
  const line: Border = {
    style: 'single',
    width: Math.min(Math.max(vmlLength(strokeweight) || 0.75, 0.25), 12),
    color: vmlColour(strokecolor) ?? '#000000',
  }
  const picture = linePicture(rising ? [0, height, width, 0] : [0, 0, width, height], { width, height }, line)
  return floatingAt(picture, style, { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y) })
}

/** The outline of a rectangle of VML at its place: boxes to write a number in. Undefined when it has none. */
export function vmlFrame(shape: XmlElement): FloatingGraphic | undefined {
  const { style = '', strokecolor, strokeweight, stroked, fillcolor } = shape.attributes
  const width = cssLength(style, 'width')
  const height = cssLength(style, 'height')
  const plain = fillcolor === undefined || vmlColour(fillcolor) === '#ffffff'
  if (!plain || stroked === 'f' || width <= 0 || height <= 0) return undefined
  if (!/position:\s*absolute/i.test(style) || /visibility:\s*hidden|rotation:/i.test(style)) return undefined
  const d: PathCommand[] = [['M', 0, 0], ['L', width, 0], ['L', width, height], ['L', 0, height], ['Z']]
  const stroke = vmlColour(strokecolor) ?? '#000000'
  const strokeWidth = Math.min(Math.max(vmlLength(strokeweight) || 0.75, 0.25), 12)
  return floatingAt({ width, height, shapes: [{ d, stroke, strokeWidth }] }, style, { x: 0, y: 0 })
}

/** At the distances that a `style` names, from a corner of its own. */
function floatingAt(
  picture: VectorPicture,
  style: string,
  corner: { x: number; y: number },
): FloatingGraphic {
  const across = relativeTo(style, 'horizontal')
  const down = relativeTo(style, 'vertical')
  const horizontal: FloatingPlace<'page' | 'margin' | 'column'> = {
    from: across === 'page' || across === 'margin' ? across : 'column',
    offset: corner.x + cssLength(style, 'margin-left'),
  }
  const vertical: FloatingPlace<'page' | 'margin' | 'paragraph'> = {
    from: down === 'page' || down === 'margin' ? down : 'paragraph',
    offset: corner.y + cssLength(style, 'margin-top'),
  }
  const { width, height } = picture
  return { kind: 'floating', graphic: { picture }, width, height, horizontal, vertical }
}

const relativeTo = (style: string, axis: 'horizontal' | 'vertical'): string =>
  new RegExp(`mso-position-${axis}-relative:\\s*([a-z-]+)`, 'i').exec(style)?.[1]?.toLowerCase() ?? ''

/** Where a box of VML stands across the text. */
export function vmlPlace(style: string): ShapePlace | undefined {
  if (!/position:\s*absolute/i.test(style)) return undefined
  const align = /mso-position-horizontal:\s*(center|right)/i.exec(style)?.[1]?.toLowerCase()
  if (align === 'center' || align === 'right') return { align }
  return relativeTo(style, 'horizontal') === 'page' ? {} : { offset: cssLength(style, 'margin-left') }
}

function vmlPoint(text: string | undefined): { x: number; y: number } | undefined {
  const [x, y] = text?.split(',') ?? []
  return x === undefined || y === undefined ? undefined : { x: vmlLength(x), y: vmlLength(y) }
}

/** A length of VML in points; without a unit it counts pixels. */
function vmlLength(text: string | undefined): number {
  const [, value = '0', unit = 'px'] = /^\s*(-?[\d.]+)\s*(pt|in|cm|mm|px)?\s*$/i.exec(text ?? '') ?? []
  if (unit.toLowerCase() === 'px') return (numberIn(value) ?? 0) * 0.75
  return twips(`${value}${unit.toLowerCase()}`) ?? 0
}

/** A length among the properties of a `style`; 0 when it is not there. */
export function cssLength(style: string, property: string): number {
  return vmlLength(
    new RegExp(`(?:^|;)\\s*${property}:\\s*(-?[\\d.]+(?:pt|in|cm|mm|px)?)`, 'i').exec(style)?.[1],
  )
}

const NAMED: Record<string, string> = {
  black: '#000000',
  white: '#ffffff',
  red: '#ff0000',
  blue: '#0000ff',
  green: '#008000',
  yellow: '#ffff00',
  gray: '#808080',
  silver: '#c0c0c0',
}

/** `#c00000 [3204]`, `red`; undefined for what is neither. */
export function vmlColour(text: string | undefined): string | undefined {
  const [, long, short] = /^\s*#(?:([0-9a-f]{6})|([0-9a-f]{3}))\b/i.exec(text ?? '') ?? []
  if (long) return `#${long.toLowerCase()}`
  if (short) return `#${[...short.toLowerCase()].map((digit) => digit + digit).join('')}`
  return NAMED[text?.trim().split(' ')[0]?.toLowerCase() ?? '']
}
