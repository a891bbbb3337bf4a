import type { DrawingItem } from '../appearance/drawing'
import { INK } from '../appearance/text'
import type { PathCommand } from '../appearance/vector-picture'
import type { FontSet } from '../fonts/font-set'
import { DEFAULT_SIZE, type TextProperties } from './control'
import {
  PADDING,
  placeLines,
  sizesFor,
  type TextBox,
  TextDoesNotFit,
  widestOf,
  wrapText,
} from './text-layout'

export interface Choices {
  options: readonly string[]
  ticked: readonly string[]
  arrangement: 'row' | 'column'
  properties: TextProperties
}

// Of the size: side of a box, distance to its label, to the next choice, between rows.
const SIDE = 0.85
const LABEL = 0.3
const NEXT = 1
const ROW = 0.5

interface PlacedChoice {
  option: string
  x: number
  y: number
  /** of box and label together */
  width: number
  height: number
}

/**
 * Options with a box each, ticked where chosen; the tick is a path, so no font has to have it. Options stand side by
 * side and go on in the next row, or below one another; a label longer than the width goes on under itself. Errors:
 * MissingGlyphs, TextDoesNotFit.
 */
export function drawChoices(choices: Choices, fonts: FontSet, box: TextBox): DrawingItem[] {
  const { properties, options } = choices
  for (const size of sizesFor(properties, box.height)) {
    const placed = placeChoices(choices, fonts, box.width, size)
    const height = Math.max(...placed.map(({ y, height }) => y + height), 0)
    const fits = height <= box.height + 1e-6 && placed.every(({ x, width }) => x + width <= box.width + 1e-6)
    if (fits) return paint(placed, choices, fonts, { ...box, y: box.y + (box.height - height) / 2 }, size)
  }
  throw new TextDoesNotFit(options.join(' '))
}

/** Height that the choices need at their set size, for what stands below them. */
export function choicesHeight(choices: Choices, fonts: FontSet, width: number): number {
  const placed = placeChoices(choices, fonts, width, choices.properties.size ?? DEFAULT_SIZE)
  return Math.max(...placed.map(({ y, height }) => y + height), 0)
}

function placeChoices(
  { options, arrangement, properties }: Choices,
  fonts: FontSet,
  boxWidth: number,
  size: number,
): PlacedChoice[] {
  const width = boxWidth - 2 * PADDING
  const gap = (SIDE + LABEL) * size
  const placed: PlacedChoice[] = []
  let x = 0
  let y = 0
  let rowHeight = 0
  for (const option of options) {
    const label = labelOf(option, fonts, Math.max(0, width - gap), size, properties)
    const used = label.width === 0 ? SIDE * size : gap + label.width
    const wraps = x > 0 && (arrangement === 'column' || x + used > width + 1e-6)
    if (wraps) {
      x = 0
      y += rowHeight + ROW * size
      rowHeight = 0
    }
    placed.push({ option, x: x + PADDING, y, width: used, height: label.height })
    rowHeight = Math.max(rowHeight, label.height)
    x += used + NEXT * size
  }
  const shift = { left: 0, center: 0.5, right: 1 }[properties.align ?? 'left']
  return shift === 0 ? placed : alignRows(placed, boxWidth - PADDING, shift)
}

function alignRows(placed: readonly PlacedChoice[], right: number, shift: number): PlacedChoice[] {
  return placed.map((choice) => {
    const row = placed.filter(({ y }) => y === choice.y)
    const end = Math.max(...row.map(({ x, width }) => x + width))
    return { ...choice, x: choice.x + (right - end) * shift }
  })
}

/** At this very size: shrinking is decided for all choices together. */
function labelOf(
  option: string,
  fonts: FontSet,
  width: number,
  size: number,
  properties: TextProperties,
): { width: number; height: number } {
  if (option.trim() === '') return { width: 0, height: size }
  const label = wrapText(option, fonts, width + 2 * PADDING, { ...properties, size })
  return { width: widestOf(label), height: label.height }
}

function paint(
  placed: readonly PlacedChoice[],
  { ticked, properties }: Choices,
  fonts: FontSet,
  box: TextBox,
  size: number,
): DrawingItem[] {
  const color = properties.color ?? INK
  const side = SIDE * size
  const boxes: PathCommand[] = []
  const ticks: PathCommand[] = []
  const labels: DrawingItem[] = []
  for (const { option, x, y, width } of placed) {
    const left = box.x + x
    const top = box.y + y + (size - side) / 2
    const inset = 0.03 * size
    boxes.push(...square(left + inset, top + inset, side - 2 * inset))
    if (ticked.includes(option)) ticks.push(...tick(left, top, side))
    if (option.trim() === '') continue
    const gap = (SIDE + LABEL) * size
    const label = wrapText(option, fonts, width - gap + 2 * PADDING, { ...properties, size })
    const place = {
      x: left + gap - PADDING,
      y: box.y + y,
      width: width - gap + 2 * PADDING,
      height: Infinity,
    }
    labels.push(...placeLines(label, place, { ...properties, align: 'left', lines: 'many', vertical: 'top' }))
  }
  const shapes = [{ d: boxes, stroke: color, strokeWidth: 0.06 * size }]
  if (ticks.length > 0) shapes.push({ d: ticks, stroke: color, strokeWidth: 0.11 * size })
  return [{ kind: 'shapes', shapes }, ...labels]
}

const square = (x: number, y: number, side: number): PathCommand[] => [
  ['M', x, y],
  ['L', x + side, y],
  ['L', x + side, y + side],
  ['L', x, y + side],
  ['Z'],
]

/** A tick in a square, to be stroked. */
export const tick = (x: number, y: number, side: number): PathCommand[] => [
  ['M', x + 0.2 * side, y + 0.52 * side],
  ['L', x + 0.42 * side, y + 0.75 * side],
  ['L', x + 0.82 * side, y + 0.24 * side],
]
