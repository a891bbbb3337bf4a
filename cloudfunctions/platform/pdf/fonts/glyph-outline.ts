import { type PathCommand, transformPath } from '../appearance/vector-picture'
import { componentsOf } from './composite-glyph'
import type { TrueTypeFile } from './truetype-file'

const MAX_DEPTH = 8

/** A glyph's outline in font units, y up, made of lines and quadratic curves (OpenType `glyf`). */
export function glyphOutline(font: TrueTypeFile, glyph: number, depth = 0): PathCommand[] {
  const bytes = font.glyphBytes(glyph)
  if (bytes.length < 10 || depth > MAX_DEPTH) return []
  const contours = bytes.readInt16BE(0)
  if (contours >= 0) return simpleOutline(bytes, contours)
  return componentsOf(bytes).flatMap(({ glyph: part, matrix }) =>
    transformPath(glyphOutline(font, part, depth + 1), matrix),
  )
}

interface Point {
  x: number
  y: number
  onCurve: boolean
}

function simpleOutline(bytes: Buffer, contours: number): PathCommand[] {
  const ends = Array.from({ length: contours }, (_, i) => bytes.readUInt16BE(10 + 2 * i))
  const count = (ends[contours - 1] ?? -1) + 1
  let at = 10 + 2 * contours
  at += 2 + bytes.readUInt16BE(at) // instructions
  const flags: number[] = []
  while (flags.length < count) {
    const flag = bytes.readUInt8(at++)
    flags.push(flag)
    if (flag & 8) for (let repeat = bytes.readUInt8(at++); repeat > 0; repeat--) flags.push(flag)
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0
    return flags.slice(0, count).map((flag) => {
      if (flag & short) value += flag & same ? bytes.readUInt8(at++) : -bytes.readUInt8(at++)
      else if (!(flag & same)) {
        value += bytes.readInt16BE(at)
        at += 2
      }
      return value
    })
  }
  const xs = coordinates(2, 16)
  const ys = coordinates(4, 32)
  const path: PathCommand[] = []
  let start = 0
  for (const end of ends) {
    const points = flags.slice(start, end + 1).map((flag, i): Point => {
      return { x: xs[start + i] ?? 0, y: ys[start + i] ?? 0, onCurve: (flag & 1) === 1 }
    })
    path.push(...contourPath(points))
    start = end + 1
  }
  return path
}

/** Between two control points lies an implied point of the curve, halfway. */
function contourPath(points: readonly Point[]): PathCommand[] {
  const first = points[0]
  const last = points[points.length - 1]
  if (!first || !last) return []
  const begin = first.onCurve ? first : last.onCurve ? last : halfway(last, first)
  const path: PathCommand[] = [['M', begin.x, begin.y]]
  let control: Point | null = null
  const to = (end: Point) => {
    path.push(control ? ['Q', control.x, control.y, end.x, end.y] : ['L', end.x, end.y])
    control = null
  }
  for (const point of points) {
    if (point === begin) continue
    if (point.onCurve) to(point)
    else {
      if (control) to(halfway(control, point))
      control = point
    }
  }
  if (control) to(begin)
  path.push(['Z'])
  return path
}

const halfway = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, onCurve: true })
