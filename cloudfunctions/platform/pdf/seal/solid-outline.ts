import type { PathCommand } from '../appearance/vector-picture'

type Point = readonly [number, number]
type Segment = readonly [Point, Point]

/** A line that no other crosses, and how often the path runs along it, less how often back. */
interface Piece {
  from: Point
  to: Point
  times: number
}

/**
 * Lines a curve becomes. A seal's characters are a few millimetres high: finer is not seen. The further numbers are for
 * outlines whose lines meet so unluckily that rounding opens a loop.
 */
const CURVE_STEPS: readonly number[] = [7, 8, 9, 11, 13, 6]
/** Points closer than this are the same, em. */
const GRID = 1e-5
/** A step to the side of a line that meets nothing else: far below the grid, far above rounding. */
const ASIDE = 1e-9

/**
 * The outline of all that a path fills under the non-zero rule, as lines without overlaps, so that the even-odd rule
 * fills the same. Fonts build characters of strokes that lie over each other; cut out of a field these would show.
 * Direction: the filled side is always on the same hand.
 */
export function solidOutline(path: readonly PathCommand[]): PathCommand[] {
  for (const steps of CURVE_STEPS) {
    const pieces = splitAtCrossings(flatten(path, steps))
    const outline = chain(pieces.flatMap((piece) => edgeOf(piece, pieces)))
    if (outline) return outline
  }
  return [...path]
}

const snap = (value: number): number => Math.round(value / GRID) * GRID
const keyOf = ([x, y]: Point): string => `${Math.round(x / GRID)},${Math.round(y / GRID)}`

function flatten(path: readonly PathCommand[], steps: number): Segment[] {
  const segments: Segment[] = []
  let start: Point = [0, 0]
  let at: Point = [0, 0]
  const lineTo = (x: number, y: number) => {
    const to: Point = [snap(x), snap(y)]
    if (keyOf(at) !== keyOf(to)) segments.push([at, to])
    at = to
  }
  for (const command of path) {
    const from = at
    switch (command[0]) {
      case 'M':
        if (keyOf(at) !== keyOf(start)) lineTo(start[0], start[1])
        start = at = [snap(command[1]), snap(command[2])]
        break
      case 'L':
        lineTo(command[1], command[2])
        break
      case 'Q':
        for (let i = 1; i <= steps; i++) {
          const t = i / steps
          const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t]
          lineTo(a * from[0] + b * command[1] + c * command[3], a * from[1] + b * command[2] + c * command[4])
        }
        break
      case 'C':
        for (let i = 1; i <= steps; i++) {
          const t = i / steps
          const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3]
          lineTo(
            a * from[0] + b * command[1] + c * command[3] + d * command[5],
            a * from[1] + b * command[2] + c * command[4] + d * command[6],
          )
        }
        break
      case 'Z':
        lineTo(start[0], start[1])
    }
  }
  return segments
}

/** Lines that lie on each other have the same ends then and become one piece. */
function splitAtCrossings(segments: readonly Segment[]): Piece[] {
  const cuts: number[][] = segments.map(() => [0, 1])
  segments.forEach((a, i) => {
    for (let j = i + 1; j < segments.length; j++) {
      const b = segments[j]
      if (!b || apart(a, b)) continue
      const [onA, onB] = meetings(a, b)
      cuts[i]?.push(...onA)
      cuts[j]?.push(...onB)
    }
  })
  const pieces = new Map<string, Piece>()
  segments.forEach(([from, to], i) => {
    const points = (cuts[i] ?? [])
      .sort((a, b) => a - b)
      .map((t): Point => [snap(from[0] + t * (to[0] - from[0])), snap(from[1] + t * (to[1] - from[1]))])
    points.slice(1).forEach((end, k) => {
      const start = points[k] ?? end
      const [a, b] = [keyOf(start), keyOf(end)]
      if (a === b) return
      const forward = a < b
      const [key, from, to] = forward ? [`${a} ${b}`, start, end] : [`${b} ${a}`, end, start]
      const times = (pieces.get(key)?.times ?? 0) + (forward ? 1 : -1)
      pieces.set(key, { from, to, times })
    })
  })
  return [...pieces.values()].filter(({ times }) => times !== 0)
}

const apart = ([a, b]: Segment, [c, d]: Segment): boolean =>
  [0, 1].some(
    (k) =>
      Math.max(a[k] ?? 0, b[k] ?? 0) < Math.min(c[k] ?? 0, d[k] ?? 0) - GRID ||
      Math.max(c[k] ?? 0, d[k] ?? 0) < Math.min(a[k] ?? 0, b[k] ?? 0) - GRID,
  )

/** Where two segments meet, as parts of each; ends of one that lie on the other count too. */
function meetings(a: Segment, b: Segment): [number[], number[]] {
  const onA = b.map((point) => positionOn(a, point)).filter((t) => t !== undefined)
  const onB = a.map((point) => positionOn(b, point)).filter((t) => t !== undefined)
  if (onA.length > 0 || onB.length > 0) return [onA, onB]
  const [[a0, a1], [b0, b1]] = [a, b]
  const [ax, ay, bx, by] = [a1[0] - a0[0], a1[1] - a0[1], b1[0] - b0[0], b1[1] - b0[1]]
  const cross = ax * by - ay * bx
  if (cross === 0) return [[], []]
  const s = ((b0[0] - a0[0]) * by - (b0[1] - a0[1]) * bx) / cross
  const t = ((b0[0] - a0[0]) * ay - (b0[1] - a0[1]) * ax) / cross
  return s > 0 && s < 1 && t > 0 && t < 1 ? [[s], [t]] : [[], []]
}

function positionOn([from, to]: Segment, point: Point): number | undefined {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy)
  const [px, py] = [point[0] - from[0], point[1] - from[1]]
  const along = (px * dx + py * dy) / length
  const off = Math.abs(px * dy - py * dx) / length
  return off <= GRID && along >= -GRID && along <= length + GRID
    ? Math.min(1, Math.max(0, along / length))
    : undefined
}

/** The piece, turned so that ink is on its one side, if it parts ink from no ink. */
function edgeOf({ from, to }: Piece, pieces: readonly Piece[]): Segment[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const [nx, ny] = [(-(to[1] - from[1]) / length) * ASIDE, ((to[0] - from[0]) / length) * ASIDE]
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
  const [left, right] = [windings(x + nx, y + ny, pieces) !== 0, windings(x - nx, y - ny, pieces) !== 0]
  if (left === right) return []
  return left ? [[from, to]] : [[to, from]]
}

function windings(x: number, y: number, pieces: readonly Piece[]): number {
  let sum = 0
  for (const { from, to, times } of pieces) {
    const [y0, y1] = [from[1], to[1]]
    if (y0 <= y === y1 <= y) continue
    if (from[0] + ((y - y0) / (y1 - y0)) * (to[0] - from[0]) > x) sum += y1 > y0 ? times : -times
  }
  return sum
}

/** Edges end to end as closed loops; null when one does not close. */
function chain(edges: readonly Segment[]): PathCommand[] | null {
  const leaving = new Map<string, Segment[]>()
  for (const edge of edges) {
    const key = keyOf(edge[0])
    leaving.set(key, [...(leaving.get(key) ?? []), edge])
  }
  const path: PathCommand[] = []
  for (const { 0: first } of edges) {
    const start = keyOf(first)
    let at = start
    for (let edge = take(leaving, at); edge; edge = take(leaving, at)) {
      if (at === start) path.push(['M', ...edge[0]])
      at = keyOf(edge[1])
      path.push(at === start ? ['Z'] : ['L', ...edge[1]])
    }
    if (at !== start) return null
  }
  return path
}

const take = (leaving: Map<string, Segment[]>, key: string): Segment | undefined => leaving.get(key)?.pop()
