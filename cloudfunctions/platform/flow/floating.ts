import type { Canvas } from './canvas'
import { placeGraphic } from './graphic'
import type { FloatingGraphic } from './model'

/** Where the paragraph that a picture belongs to stands. */
interface AnchorPlace {
  left: number
  top: number
  columnWidth: number
}

/** Paints a floating picture at its place, kept on the paper. */
export function placeFloating(canvas: Canvas, floating: FloatingGraphic, anchor: AnchorPlace): void {
  const { width: pageWidth, height: pageHeight, margins } = canvas.setup
  const across = {
    page: { from: 0, to: pageWidth },
    margin: { from: margins.left, to: pageWidth - margins.right },
    column: { from: anchor.left, to: anchor.left + anchor.columnWidth },
  }[floating.horizontal.from]
  const down = {
    page: { from: 0, to: pageHeight },
    margin: { from: margins.top, to: pageHeight - margins.bottom },
    paragraph: { from: anchor.top, to: anchor.top + floating.height },
  }[floating.vertical.from]
  const x = positioned(across, floating.horizontal, floating.width)
  const y = positioned(down, floating.vertical, floating.height)
  placeGraphic(
    canvas,
    floating,
    kept(x, floating.width, pageWidth),
    kept(y, floating.height, pageHeight),
    floating.behindText ? 'behind' : 'front',
  )
}

function positioned(
  span: { from: number; to: number },
  place: { offset: number } | { align: 'start' | 'center' | 'end' },
  size: number,
): number {
  if ('offset' in place) return span.from + place.offset
  if (place.align === 'start') return span.from
  if (place.align === 'end') return span.to - size
  return (span.from + span.to - size) / 2
}

/** Nothing that was on the paper may slip off it because the text above became longer. */
const kept = (at: number, size: number, limit: number): number =>
  size >= limit ? at : Math.min(Math.max(at, 0), limit - size)
