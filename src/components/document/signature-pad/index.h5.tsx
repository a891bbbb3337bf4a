import { useCallback, useEffect, useImperativeHandle, useRef, useState, type PointerEvent } from 'react'
import { useTexts } from '@/locales/texts'
import { drawInk } from '../ink'
import { StrokeEngine } from '../stroke-engine'
import { documentTexts } from '../texts'
import { Guides } from './guides'
import type { SignaturePadProps } from './types'
import './pad.scss'

/** A canvas to write on with finger, pen or mouse; drawn at the pixel density of the screen. */
export function SignaturePad({ handle, onInk, characters, height, prompt }: SignaturePadProps) {
  const t = useTexts(documentTexts)
  const canvas = useRef<HTMLCanvasElement>(null)
  const engine = useRef(new StrokeEngine())
  const size = useRef({ width: 0, height: 0 })
  const pen = useRef<number | null>(null)
  const [touched, setTouched] = useState(false)

  const redraw = useCallback(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    context.clearRect(0, 0, size.current.width, size.current.height)
    drawInk(context, engine.current.curves())
  }, [])
  const tell = useCallback(() => {
    onInk(engine.current.isEmpty)
    setTouched(engine.current.strokeCount > 0)
  }, [onInk])

  useEffect(() => {
    const element = canvas.current
    if (!element) return undefined
    const fit = () => {
      const next = { width: element.clientWidth, height: element.clientHeight }
      if (next.width === 0 || (next.width === size.current.width && next.height === size.current.height))
        return
      const density = Math.min(3, window.devicePixelRatio || 1)
      element.width = Math.round(next.width * density)
      element.height = Math.round(next.height * density)
      element.getContext('2d')?.scale(density, density)
      engine.current.refit(size.current, next)
      size.current = next
      redraw()
    }
    fit()
    if (typeof ResizeObserver === 'undefined') {
      window.addEventListener('resize', fit)
      return () => window.removeEventListener('resize', fit)
    }
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    return () => observer.disconnect()
  }, [redraw])

  useImperativeHandle(handle, () => ({
    clear: () => {
      engine.current.clear()
      redraw()
      tell()
    },
    undo: () => {
      engine.current.undo()
      redraw()
      tell()
    },
    read: () =>
      engine.current.isEmpty
        ? null
        : {
            kind: 'handwritten',
            strokes: engine.current.strokes(),
            padWidth: size.current.width,
            padHeight: size.current.height,
          },
  }))

  const pointOf = (event: { clientX: number; clientY: number; timeStamp: number }, rect: DOMRect) => ({
    x: event.clientX - rect.left,
    y: event.clientY - rect.top,
    t: event.timeStamp,
  })
  const onDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (pen.current !== null || (event.pointerType === 'mouse' && event.button !== 0)) return
    event.preventDefault()
    pen.current = event.pointerId
    event.currentTarget.setPointerCapture(event.pointerId)
    engine.current.begin(pointOf(event, event.currentTarget.getBoundingClientRect()))
    setTouched(true)
  }
  const onMove = (event: PointerEvent<HTMLCanvasElement>) => {
    if (pen.current !== event.pointerId) return
    const context = event.currentTarget.getContext('2d')
    const rect = event.currentTarget.getBoundingClientRect()
    // Browsers bundle fast moves; the points in between make the curve true.
    const native = event.nativeEvent
    const bundle = native.getCoalescedEvents?.() ?? []
    for (const move of bundle.length > 0 ? bundle : [native]) {
      const ink = engine.current.extend(pointOf(move, rect))
      if (context) drawInk(context, ink)
    }
  }
  const onUp = (event: PointerEvent<HTMLCanvasElement>) => {
    if (pen.current !== event.pointerId) return
    pen.current = null
    const context = event.currentTarget.getContext('2d')
    const ink = engine.current.end()
    if (context) drawInk(context, ink)
    tell()
  }

  return (
    <div className="pad" style={{ height }}>
      <Guides characters={characters} faded={touched} />
      <canvas
        ref={canvas}
        className="pad__canvas"
        role="img"
        aria-label={t.padLabel}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={onUp}
      />
      {prompt && <span className="pad__prompt">{prompt}</span>}
    </div>
  )
}
