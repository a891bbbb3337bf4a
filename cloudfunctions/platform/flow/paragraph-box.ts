import type { Canvas } from './canvas'
import type { Border, FlowParagraph } from './model'

interface StripPlace {
  x: number
  y: number
  width: number
  height: number
  indent: { start: number; firstStart: number; end: number }
}

/** Which edges of the paragraph's box a strip carries. */
interface BoxEdges {
  first: boolean
  last: boolean
  /** another paragraph of the same box follows */
  between: boolean
}

/** Shading and borders of one line's share of a paragraph's box. */
export function drawParagraphBox(
  paragraph: FlowParagraph,
  canvas: Canvas,
  { x, y, width, height, indent }: StripPlace,
  edges: BoxEdges,
): void {
  const { borders, shading } = paragraph
  if (!borders && !shading) return
  const left = x + Math.min(indent.start, indent.firstStart) - reach(borders?.left)
  const right = x + Math.min(indent.end, width) + reach(borders?.right)
  if (shading) canvas.fill(left, y, right - left, height, shading)
  if (!borders) return
  if (borders.left) canvas.border(left, y, left, y + height, borders.left)
  if (borders.right) canvas.border(right, y, right, y + height, borders.right)
  if (borders.top && edges.first) canvas.border(left, y, right, y, borders.top)
  if (borders.bottom && edges.last) canvas.border(left, y + height, right, y + height, borders.bottom)
  if (borders.between && edges.between) canvas.border(left, y + height, right, y + height, borders.between)
}

const reach = (border: Border | undefined): number => (border ? border.width / 2 + (border.space ?? 1) : 0)

/** Paragraphs of the same borders and indents share one box (ISO 29500-1 §17.3.1.24). */
export function sameBox(a: FlowParagraph | undefined, b: FlowParagraph | undefined): boolean {
  if (!a?.borders || !b?.borders) return false
  return (
    JSON.stringify(a.borders) === JSON.stringify(b.borders) &&
    (a.indent?.left ?? 0) === (b.indent?.left ?? 0) &&
    (a.indent?.right ?? 0) === (b.indent?.right ?? 0)
  )
}
