/** A point of the pen on the pad: x, y in CSS px, t in ms (any origin, only differences count). */
export interface InkPoint {
  x: number
  y: number
  t: number
}

/** A quadratic curve whose ink is w0 px wide at its start and w1 px at its end. */
export interface InkCurve {
  x0: number
  y0: number
  cx: number
  cy: number
  x1: number
  y1: number
  w0: number
  w1: number
}

export interface InkOptions {
  /** Width of the fastest and of the slowest stroke, px. */
  thin: number
  thick: number
}

interface Stroke {
  points: InkPoint[]
  curves: InkCurve[]
  /** Ink width at the end of the last curve, px. */
  width: number
}

/** What the seal room accepts: more is not kept. */
const mostStrokes = 200
const mostPoints = 2000
/** Points closer than this add weight but no shape, px. */
const nearest = 1.2
/** A dot or a twitch is not a signature, px of ink. */
const leastInk = 12
/** How much of the width a new measure may change at once; smooths the noise of touch screens. */
const inertia = 0.7

const mostSpeed = 2.4

const distance = (a: InkPoint, b: InkPoint) => Math.hypot(b.x - a.x, b.y - a.y)
const between = (a: InkPoint, b: InkPoint): InkPoint => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
  t: (a.t + b.t) / 2,
})

/**
 * Turns pen points into curves of ink. Knows no canvas: the pads draw what it returns, and tests read it.
 * Slower is thicker, as with a brush pen; a touch without movement leaves a dot.
 */
export class StrokeEngine {
  private readonly options: InkOptions
  private done: Stroke[] = []
  private open: Stroke | null = null

  constructor(options: Partial<InkOptions> = {}) {
    this.options = { thin: 2, thick: 5.2, ...options }
  }

  begin(point: InkPoint): void {
    if (this.open) this.end()
    if (this.done.length >= mostStrokes) return
    this.open = { points: [point], curves: [], width: (this.options.thin + this.options.thick) / 2 }
  }

  /** Adds a point to the open stroke; the answer is the new ink to draw, possibly none. */
  extend(point: InkPoint): InkCurve[] {
    const stroke = this.open
    const last = stroke?.points[stroke.points.length - 1]
    if (!stroke || !last) return []
    if (stroke.points.length >= mostPoints || distance(last, point) < nearest) return []

    const before = stroke.points[stroke.points.length - 2]
    const start = before ? between(before, last) : last
    stroke.points.push(point)
    return [this.curve(stroke, start, last, between(last, point))]
  }

  /** Closes the open stroke and answers its tail. */
  end(): InkCurve[] {
    const stroke = this.open
    if (!stroke) return []
    this.open = null
    this.done.push(stroke)

    const last = stroke.points[stroke.points.length - 1]
    const before = stroke.points[stroke.points.length - 2]
    if (!last) return []
    if (before) return [this.curve(stroke, between(before, last), last, last)]

    const dot = { x0: last.x, y0: last.y, cx: last.x, cy: last.y, x1: last.x, y1: last.y }
    const curve = { ...dot, w0: this.options.thick, w1: this.options.thick }
    stroke.curves.push(curve)
    return [curve]
  }

  /** Takes back the last stroke; false when there was none. */
  undo(): boolean {
    this.open = null
    return this.done.pop() !== undefined
  }

  clear(): void {
    this.open = null
    this.done = []
  }

  /** True until there is enough ink to be a signature. */
  get isEmpty(): boolean {
    let ink = 0
    for (const stroke of this.all()) {
      for (let i = 1; i < stroke.points.length; i += 1) {
        const from = stroke.points[i - 1]
        const to = stroke.points[i]
        if (from && to) ink += distance(from, to)
        if (ink >= leastInk) return false
      }
    }
    return true
  }

  get strokeCount(): number {
    return this.done.length
  }

  /** All ink, to draw again after an undo or a change of size. */
  curves(): InkCurve[] {
    return this.all().flatMap((stroke) => stroke.curves)
  }

  /** Strokes as the seal room takes them: px of the pad with one decimal, ms since the first point. */
  strokes(): { x: number; y: number; t: number }[][] {
    const origin = this.done[0]?.points[0]?.t ?? 0
    const tenth = (value: number) => Math.round(value * 10) / 10

    return this.done.map((stroke) =>
      stroke.points.map((point) => ({
        x: tenth(point.x),
        y: tenth(point.y),
        t: Math.max(0, Math.round(point.t - origin)),
      })),
    )
  }

  /** Moves the ink to a pad of another size, kept in proportion and centred. Sizes in px. */
  refit(from: { width: number; height: number }, to: { width: number; height: number }): void {
    if (from.width <= 0 || from.height <= 0) return
    const scale = Math.min(to.width / from.width, to.height / from.height)
    const left = (to.width - from.width * scale) / 2
    const top = (to.height - from.height * scale) / 2
    const strokes = this.all().map((stroke) => stroke.points)

    this.clear()
    for (const points of strokes) {
      points.forEach((point, index) => {
        const moved = { x: left + point.x * scale, y: top + point.y * scale, t: point.t }
        if (index === 0) this.begin(moved)
        else this.extend(moved)
      })
      this.end()
    }
  }

  private all(): Stroke[] {
    return this.open ? [...this.done, this.open] : this.done
  }

  private curve(stroke: Stroke, start: InkPoint, control: InkPoint, end: InkPoint): InkCurve {
    const { thin, thick } = this.options
    const elapsed = Math.max(1, end.t - start.t)
    const speed = Math.min(mostSpeed, distance(start, end) / elapsed)
    const wanted = thick - (thick - thin) * (speed / mostSpeed)
    const w1 = stroke.width * inertia + wanted * (1 - inertia)
    const curve: InkCurve = {
      x0: start.x,
      y0: start.y,
      cx: control.x,
      cy: control.y,
      x1: end.x,
      y1: end.y,
      w0: stroke.width,
      w1,
    }
    stroke.width = w1
    stroke.curves.push(curve)
    return curve
  }
}
