import { INK } from './text'
import { type PathCommand, roundPicture, type VectorPicture } from './vector-picture'

/** A point of the pen: pad units, y down; t in ms, p pressure 0…1 where the device knows them. */
export interface StrokePoint {
  x: number
  y: number
  t?: number
  p?: number
}

/** Nothing was drawn that could be taken for a signature. */
export class EmptyHandwriting extends Error {
  override name = 'EmptyHandwriting'
}

interface Sample {
  x: number
  y: number
  radius: number
}

/** Pen width relative to the height of what is written: a signature looks the same from any pad. */
const PEN = 0.038
const CORNER = Math.cos((55 * Math.PI) / 180)
const HEIGHT = 48
const MAX_WIDTH = 180
const MAX_SAMPLES = 700

/**
 * Strokes as ink: smoothed, thinner where the pen was fast or light, cropped to what was written and brought to a
 * natural height of at most 48 pt. Error: EmptyHandwriting.
 */
export function handwriting(
  strokes: readonly (readonly StrokePoint[])[],
  color: string = INK,
): VectorPicture {
  const points = strokes.flat().filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y))
  const box = bounds(points)
  const extent = Math.max(box.width, box.height)
  const ink = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0)
  if (points.length < 2 || extent < 4 || ink < 8) throw new EmptyHandwriting('no signature was drawn')
  const pen = Math.max(PEN * Math.max(box.height, 0.3 * box.width), extent / 400)
  const margin = 2 * pen
  const scale = Math.min(HEIGHT / (box.height + 2 * margin), MAX_WIDTH / (box.width + 2 * margin))
  // Scribbling for minutes must not make a picture that no longer fits into a stored document.
  const spacing = Math.max(0.9 * pen, ink / MAX_SAMPLES)
  const d: PathCommand[] = []
  for (const stroke of strokes) {
    const samples = sampleStroke(stroke, pen, spacing).map(({ x, y, radius }) => ({
      x: (x - box.x + margin) * scale,
      y: (y - box.y + margin) * scale,
      radius: radius * scale,
    }))
    for (const part of splitAtCorners(samples)) d.push(...ribbon(part))
    for (const dot of roundings(samples)) d.push(...circle(dot))
  }
  return roundPicture({
    width: (box.width + 2 * margin) * scale,
    height: (box.height + 2 * margin) * scale,
    shapes: [{ d, fill: color }],
  })
}

function bounds(points: readonly StrokePoint[]) {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    x0 = Math.min(x0, x)
    y0 = Math.min(y0, y)
    x1 = Math.max(x1, x)
    y1 = Math.max(y1, y)
  }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 }
}

const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
  Math.hypot(a.x - b.x, a.y - b.y)

const lengthOf = (stroke: readonly StrokePoint[]): number =>
  stroke.reduce((sum, point, i) => sum + (i === 0 ? 0 : distance(point, stroke[i - 1] as StrokePoint)), 0)

/** Smooths, gives each point a width and spaces the points about one pen width apart. */
function sampleStroke(stroke: readonly StrokePoint[], pen: number, spacing: number): Sample[] {
  const clean = stroke.filter(
    (point, i) => i === 0 || i === stroke.length - 1 || distance(point, stroke[i - 1] as StrokePoint) > 0.2,
  )
  const smooth = clean.map((point, i): StrokePoint => {
    const before = clean[i - 1]
    const after = clean[i + 1]
    if (!before || !after) return point
    return { ...point, x: (before.x + 2 * point.x + after.x) / 4, y: (before.y + 2 * point.y + after.y) / 4 }
  })
  const radii = penRadii(smooth, pen)
  const samples: Sample[] = []
  smooth.forEach((point, i) => {
    const last = samples[samples.length - 1]
    const sample = { x: point.x, y: point.y, radius: radii[i] as number }
    const isEnd = i === smooth.length - 1
    if (!last || distance(last, sample) >= spacing || (isEnd && distance(last, sample) > pen * 0.2))
      samples.push(sample)
  })
  return samples
}

/** Pressure where it is real, else speed: a fast pen leaves less ink. Changes are gradual, ends taper a little. */
function penRadii(points: readonly StrokePoint[], pen: number): number[] {
  const pressures = points.map((point) => point.p)
  // Pads without a sensor report one constant value.
  const hasPressure = pressures.some((p) => p !== undefined && p > 0 && p !== 0.5 && p !== pressures[0])
  const speeds = points.map((point, i) => {
    const before = points[i - 1]
    if (!before || point.t === undefined || before.t === undefined || point.t <= before.t) return undefined
    return distance(point, before) / (point.t - before.t)
  })
  const known = speeds.filter((speed): speed is number => speed !== undefined).sort((a, b) => a - b)
  const typical = known[known.length >> 1]
  let current = pen * 0.5
  return points.map((point, i) => {
    const speed = speeds[i]
    let factor = 1
    if (hasPressure) factor = 0.45 + 1.1 * Math.min(1, Math.max(0, point.p ?? 0.5))
    else if (speed !== undefined && typical)
      factor = Math.min(1.35, Math.max(0.5, 1.4 - 0.4 * (speed / typical)))
    const target = pen * 0.5 * factor
    current += (target - current) * 0.3
    const fromEnd = points.length - 1 - i
    return fromEnd < 3 && points.length > 8 ? current * (0.55 + 0.15 * fromEnd) : current
  })
}

/** A ribbon is drawn between sharp corners; corners and ends are rounded by discs. */
function splitAtCorners(samples: readonly Sample[]): Sample[][] {
  const parts: Sample[][] = []
  let part: Sample[] = []
  samples.forEach((sample, i) => {
    part.push(sample)
    if (isCorner(samples, i)) {
      parts.push(part)
      part = [sample]
    }
  })
  parts.push(part)
  return parts.filter((item) => item.length >= 2)
}

function isCorner(samples: readonly Sample[], i: number): boolean {
  const [before, at, after] = [samples[i - 1], samples[i], samples[i + 1]]
  if (!before || !at || !after) return false
  const dot = (at.x - before.x) * (after.x - at.x) + (at.y - before.y) * (after.y - at.y)
  return dot < CORNER * distance(before, at) * distance(at, after)
}

const roundings = (samples: readonly Sample[]): Sample[] =>
  samples.filter((_, i) => i === 0 || i === samples.length - 1 || isCorner(samples, i))

/** Left side forward, right side back, as smooth curves. Clockwise on screen, like the discs: overlaps stay filled. */
function ribbon(samples: readonly Sample[]): PathCommand[] {
  const left: [number, number][] = []
  const right: [number, number][] = []
  samples.forEach((sample, i) => {
    const before = samples[Math.max(0, i - 1)] as Sample
    const after = samples[Math.min(samples.length - 1, i + 1)] as Sample
    const length = distance(before, after) || 1
    const nx = (after.y - before.y) / length
    const ny = -(after.x - before.x) / length
    left.push([sample.x + nx * sample.radius, sample.y + ny * sample.radius])
    right.unshift([sample.x - nx * sample.radius, sample.y - ny * sample.radius])
  })
  const [startX, startY] = left[0] as [number, number]
  const [turnX, turnY] = right[0] as [number, number]
  return [['M', startX, startY], ...curveThrough(left), ['L', turnX, turnY], ...curveThrough(right), ['Z']]
}

/** Catmull-Rom spline through the points, as cubic curves. */
function curveThrough(points: readonly [number, number][]): PathCommand[] {
  return points.slice(1).map((end, k): PathCommand => {
    const start = points[k] as [number, number]
    const before = points[k - 1] ?? start
    const after = points[k + 2] ?? end
    return [
      'C',
      start[0] + (end[0] - before[0]) / 6,
      start[1] + (end[1] - before[1]) / 6,
      end[0] - (after[0] - start[0]) / 6,
      end[1] - (after[1] - start[1]) / 6,
      end[0],
      end[1],
    ]
  })
}

const KAPPA = 0.5523

function circle({ x, y, radius: r }: Sample): PathCommand[] {
  const k = r * KAPPA
  return [
    ['M', x + r, y],
    ['C', x + r, y + k, x + k, y + r, x, y + r],
    ['C', x - k, y + r, x - r, y + k, x - r, y],
    ['C', x - r, y - k, x - k, y - r, x, y - r],
    ['C', x + k, y - r, x + r, y - k, x + r, y],
    ['Z'],
  ]
}
