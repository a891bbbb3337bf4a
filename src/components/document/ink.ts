import type { InkCurve } from './stroke-engine'

/** The part of a 2d context that ink needs; canvases of browsers and mini-programs both have it. */
export interface InkSurface {
  lineCap: string
  lineJoin: string
  lineWidth: number
  strokeStyle: unknown
  fillStyle: unknown
  beginPath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  arc(x: number, y: number, radius: number, from: number, to: number): void
  stroke(): void
  fill(): void
}

/** Canvas colours cannot come from CSS variables in a mini-program; same value as --ink. */
export const inkColour = '#1f2a37'

/** Draws curves of changing width: each is cut into short straight pieces of almost constant width. */
export function drawInk(surface: InkSurface, curves: readonly InkCurve[]): void {
  surface.lineCap = 'round'
  surface.lineJoin = 'round'
  surface.strokeStyle = inkColour
  surface.fillStyle = inkColour

  for (const curve of curves) {
    const length = Math.hypot(curve.x1 - curve.x0, curve.y1 - curve.y0)
    if (length === 0 && curve.cx === curve.x0 && curve.cy === curve.y0) {
      surface.beginPath()
      surface.arc(curve.x0, curve.y0, curve.w0 / 2, 0, Math.PI * 2)
      surface.fill()
      continue
    }
    const pieces = Math.max(1, Math.ceil(length / 3))
    let x = curve.x0
    let y = curve.y0
    for (let i = 1; i <= pieces; i += 1) {
      const s = i / pieces
      const r = 1 - s
      const nextX = r * r * curve.x0 + 2 * r * s * curve.cx + s * s * curve.x1
      const nextY = r * r * curve.y0 + 2 * r * s * curve.cy + s * s * curve.y1
      surface.lineWidth = curve.w0 + (curve.w1 - curve.w0) * (s - 0.5 / pieces)
      surface.beginPath()
      surface.moveTo(x, y)
      surface.lineTo(nextX, nextY)
      surface.stroke()
      x = nextX
      y = nextY
    }
  }
}
