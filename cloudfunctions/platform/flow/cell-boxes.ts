import type { Canvas } from './canvas'
import type { Border, TableCell } from './model'
import type { Strip } from './strip'
import { drawStrips, heightOf } from './strip'

/** One cell's share of one page. */
export interface CellBox {
  x: number
  y: number
  width: number
  height: number
  padding: { top: number; left: number; bottom: number }
  cell: TableCell
  strips: Strip[]
}

/** Paints shading, content and borders; a border between two cells is painted once, the wider one. */
export function drawCellBoxes(boxes: readonly CellBox[], canvas: Canvas, left: number, top: number): void {
  const edges = new EdgeList()
  for (const box of boxes) {
    const x = left + box.x
    const y = top + box.y
    if (box.cell.shading) canvas.fill(x, y, box.width, box.height, box.cell.shading)
    const free = box.height - box.padding.top - box.padding.bottom - heightOf(box.strips)
    const share = box.cell.verticalAlign === 'center' ? 0.5 : box.cell.verticalAlign === 'bottom' ? 1 : 0
    drawStrips(box.strips, canvas, x + box.padding.left, y + box.padding.top + Math.max(free, 0) * share)
    const { borders } = box.cell
    if (!borders) continue
    edges.add(x, y, x + box.width, y, borders.top)
    edges.add(x, y + box.height, x + box.width, y + box.height, borders.bottom)
    edges.add(x, y, x, y + box.height, borders.left)
    edges.add(x + box.width, y, x + box.width, y + box.height, borders.right)
  }
  edges.draw(canvas)
}

interface Edge {
  x1: number
  y1: number
  x2: number
  y2: number
  border: Border
}

class EdgeList {
  private readonly edges = new Map<string, Edge>()

  add(x1: number, y1: number, x2: number, y2: number, border: Border | undefined): void {
    if (!border || border.width <= 0) return
    const key = [x1, y1, x2, y2].map((value) => Math.round(value * 10)).join(' ')
    const known = this.edges.get(key)
    if (!known || weight(known.border) < weight(border)) this.edges.set(key, { x1, y1, x2, y2, border })
  }

  draw(canvas: Canvas): void {
    const edges = [...this.edges.values()]
    const across = edges.filter((edge) => edge.y1 === edge.y2).sort((a, b) => a.y1 - b.y1 || a.x1 - b.x1)
    const down = edges.filter((edge) => edge.y1 !== edge.y2).sort((a, b) => a.x1 - b.x1 || a.y1 - b.y1)
    for (const edge of [...joined(across), ...joined(down)])
      canvas.border(edge.x1, edge.y1, edge.x2, edge.y2, edge.border)
  }
}

/** Edges that go on in one another become one. */
function joined(edges: readonly Edge[]): Edge[] {
  const result: Edge[] = []
  for (const edge of edges) {
    const last = result.at(-1)
    if (last && continues(last, edge)) {
      // Sums of heights differ in the last digit: a line that is level stays so.
      if (last.y1 === last.y2) last.x2 = edge.x2
      else last.y2 = edge.y2
    } else result.push({ ...edge })
  }
  return result
}

/** Of two borders in one place the heavier one shows (ISO 29500-1 §17.4.66). */
const weight = (border: Border): number => (border.style === 'double' ? border.width * 3 : border.width)

const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.05

const continues = (a: Edge, b: Edge): boolean =>
  near(a.x2, b.x1) &&
  near(a.y2, b.y1) &&
  (near(a.y1, b.y2) || near(a.x1, b.x2)) &&
  a.border.style === b.border.style &&
  a.border.width === b.border.width &&
  a.border.color === b.border.color
