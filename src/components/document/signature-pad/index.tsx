import { Canvas, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useCallback, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import { drawInk, type InkSurface } from '../ink'
import { StrokeEngine } from '../stroke-engine'
import { fingersOf } from '../touches'
import { Guides } from './guides'
import type { SignaturePadProps } from './types'
import './pad.scss'

interface Surface {
  context: InkSurface & { clearRect: (x: number, y: number, width: number, height: number) => void }
  left: number
  top: number
  width: number
  height: number
}

/** The 2d canvas of the mini-program, drawn at the pixel density of the screen. */
export function SignaturePad({ handle, onInk, characters, height, prompt }: SignaturePadProps) {
  const id = `pad${useId().replace(/\W/g, '')}`
  const engine = useRef(new StrokeEngine())
  const surface = useRef<Surface | null>(null)
  const [touched, setTouched] = useState(false)

  const connect = useCallback(
    (triesLeft: number) => {
      Taro.createSelectorQuery()
        .select(`#${id}`)
        .fields({ node: true, size: true, rect: true }, (found) => {
          const node: unknown = found && Reflect.get(found, 'node')
          const width = Number(found && Reflect.get(found, 'width'))
          const tall = Number(found && Reflect.get(found, 'height'))
          if (isCanvas(node) && width > 0) {
            const density = Math.min(3, Taro.getWindowInfo().pixelRatio || 1)
            node.width = Math.round(width * density)
            node.height = Math.round(tall * density)
            const context = node.getContext('2d')
            context.scale(density, density)
            const left = Number(Reflect.get(found, 'left')) || 0
            const top = Number(Reflect.get(found, 'top')) || 0
            surface.current = { context, left, top, width, height: tall }
            drawInk(context, engine.current.curves())
          } else if (triesLeft > 0) setTimeout(() => connect(triesLeft - 1), 60)
        })
        .exec()
    },
    [id],
  )
  // The sheet rises while the pad is being laid out: measured once it stands.
  useEffect(() => {
    const timer = setTimeout(() => connect(30), 300)
    return () => clearTimeout(timer)
  }, [connect, height])

  const redraw = () => {
    const at = surface.current
    at?.context.clearRect(0, 0, at.width, at.height)
    if (at) drawInk(at.context, engine.current.curves())
  }
  const tell = () => {
    onInk(engine.current.isEmpty)
    setTouched(engine.current.strokeCount > 0)
  }
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
    read: () => {
      const at = surface.current
      if (!at || engine.current.isEmpty) return null
      return {
        kind: 'handwritten',
        strokes: engine.current.strokes(),
        padWidth: at.width,
        padHeight: at.height,
      }
    },
  }))

  const pointOf = (event: unknown) => {
    const touch = touchOnCanvas(event)
    if (touch) return { ...touch, t: Date.now() }
    const finger = fingersOf(event)[0]
    const at = surface.current
    return finger && at ? { x: finger.clientX - at.left, y: finger.clientY - at.top, t: Date.now() } : null
  }
  const draw = (curves: ReturnType<StrokeEngine['extend']>) => {
    if (surface.current) drawInk(surface.current.context, curves)
  }
  const onStart = (event: unknown) => {
    const point = pointOf(event)
    if (!point) return
    engine.current.begin(point)
    if (!touched) setTouched(true)
  }
  const onMove = (event: unknown) => {
    const point = pointOf(event)
    if (point) draw(engine.current.extend(point))
  }
  const onEnd = () => {
    draw(engine.current.end())
    tell()
  }

  return (
    <View className="pad" style={{ height: `${height}px` }}>
      <Guides characters={characters} faded={touched} />
      <Canvas
        type="2d"
        id={id}
        className="pad__canvas"
        disableScroll
        onTouchStart={onStart}
        onTouchMove={onMove}
        onTouchEnd={onEnd}
        onTouchCancel={onEnd}
      />
      {prompt && <View className="pad__prompt">{prompt}</View>}
    </View>
  )
}

interface CanvasNode {
  width: number
  height: number
  getContext: (kind: '2d') => Surface['context'] & { scale: (x: number, y: number) => void }
}

function isCanvas(node: unknown): node is CanvasNode {
  return typeof node === 'object' && node !== null && typeof Reflect.get(node, 'getContext') === 'function'
}

/** Touches on a canvas carry x and y relative to it. */
function touchOnCanvas(event: unknown): { x: number; y: number } | null {
  const touches: unknown =
    typeof event === 'object' && event !== null ? Reflect.get(event, 'touches') : undefined
  const first: unknown = Array.isArray(touches) ? touches[0] : undefined
  if (typeof first !== 'object' || first === null) return null
  const x: unknown = Reflect.get(first, 'x')
  const y: unknown = Reflect.get(first, 'y')
  return typeof x === 'number' && typeof y === 'number' ? { x, y } : null
}
