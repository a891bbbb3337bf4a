import type { Drawing, DrawingItem, DrawnText } from '../pdf/appearance/drawing'
import type { PathCommand, VectorShape } from '../pdf/appearance/vector-picture'
import { transformPath } from '../pdf/appearance/vector-picture'
import type { Border, PageNumberFormat, PageSetup } from './model'

/** What page fields need to know about the page they stand on. */
export interface PageNumbers {
  page: number
  format: PageNumberFormat
  pages: number
  sectionPages: number
}

export interface OutlineMark {
  title: string
  level: number
  /** points from the page's top */
  y: number
}

/** One page while it is being painted: behind the text, the text, before the text. */
export class Canvas {
  private readonly under: DrawingItem[] = []
  private readonly items: DrawingItem[] = []
  private readonly over: DrawingItem[] = []
  readonly outline: OutlineMark[] = []

  constructor(
    readonly setup: PageSetup,
    readonly numbers: PageNumbers,
  ) {}

  text(item: Omit<DrawnText, 'kind'>): void {
    this.items.push({ kind: 'text', ...item })
  }

  graphic(item: DrawingItem, layer: 'behind' | 'text' | 'front' = 'text'): void {
    const list = layer === 'behind' ? this.under : layer === 'front' ? this.over : this.items
    list.push(item)
  }

  /** A filled rectangle behind all text. */
  fill(x: number, y: number, width: number, height: number, color: string): void {
    addShape(this.under, { d: rectangle(x, y, width, height), fill: color })
  }

  /** A filled rectangle in the order of painting: rules, underlines. */
  rule(x: number, y: number, width: number, height: number, color: string): void {
    addShape(this.items, { d: rectangle(x, y, width, height), fill: color })
  }

  stroke(d: PathCommand[], width: number, color: string): void {
    addShape(this.items, { d, stroke: color, strokeWidth: width })
  }

  /** A straight border from one point to another, horizontal or vertical, centred on the line between them. */
  border(x1: number, y1: number, x2: number, y2: number, border: Border): void {
    const { width, color, style } = border
    const across = y1 === y2
    const line = (offset: number, thickness: number) => {
      if (across)
        this.rule(x1 - thickness / 2, y1 + offset - thickness / 2, x2 - x1 + thickness, thickness, color)
      else this.rule(x1 + offset - thickness / 2, y1 - thickness / 2, thickness, y2 - y1 + thickness, color)
    }
    if (style === 'double') {
      line(-width, width)
      line(width, width)
    } else if (style === 'dashed' || style === 'dotted') {
      const on = style === 'dotted' ? Math.max(width, 0.75) : 3
      for (const [from, length] of dashes(across ? x2 - x1 : y2 - y1, on, style === 'dotted' ? on : 2))
        if (across) this.rule(x1 + from, y1 - width / 2, length, width, color)
        else this.rule(x1 - width / 2, y1 + from, width, length, color)
    } else if (style === 'wavy' && across) this.stroke(wave(x1, x2, y1, 1.5), width, color)
    else line(0, width)
  }

  /** The finished page. */
  drawing(): Drawing {
    const { width, height } = this.setup
    return { width, height, items: [...this.under, ...this.items, ...this.over] }
  }

  /** Moves what has been painted so far down: text that stands in the middle of its page. */
  shift(down: number): void {
    for (const list of [this.under, this.items, this.over])
      list.forEach((item, index) => (list[index] = moved(item, down)))
    for (const mark of this.outline) mark.y += down
  }
}

/** Pieces [start, length] of a broken line; at most a few hundred. */
export function dashes(length: number, on: number, off: number): [number, number][] {
  const pieces: [number, number][] = []
  for (let at = 0; at < length && pieces.length < 2000; at += on + off)
    pieces.push([at, Math.min(on, length - at)])
  return pieces
}

/** A wavy line as curves. */
export function wave(x1: number, x2: number, y: number, height: number): PathCommand[] {
  const path: PathCommand[] = [['M', x1, y]]
  let up = -1
  for (let x = x1; x < x2 && path.length < 2000; x += height * 2, up = -up)
    path.push(['Q', x + height, y + up * height, Math.min(x + height * 2, x2), y])
  return path
}

const rectangle = (x: number, y: number, width: number, height: number): PathCommand[] => [
  ['M', x, y],
  ['L', x + width, y],
  ['L', x + width, y + height],
  ['L', x, y + height],
  ['Z'],
]

/** Neighbouring shapes share one item. */
function addShape(list: DrawingItem[], shape: VectorShape): void {
  const last = list.at(-1)
  if (last?.kind === 'shapes') (last.shapes as VectorShape[]).push(shape)
  else list.push({ kind: 'shapes', shapes: [shape] })
}

function moved(item: DrawingItem, down: number): DrawingItem {
  if (item.kind !== 'shapes') return { ...item, y: item.y + down }
  return {
    kind: 'shapes',
    shapes: item.shapes.map((shape) => ({ ...shape, d: transformPath(shape.d, [1, 0, 0, 1, 0, down]) })),
  }
}
