import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { DragBoxProps } from './types'

const slack = 3
const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Something that can be dragged by finger, pen, mouse, or moved by keys. */
export function DragBox(props: DragBoxProps) {
  const start = useRef<{ id: number; x: number; y: number; moved: boolean } | null>(null)

  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current || (event.pointerType === 'mouse' && event.button !== 0)) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { id: event.pointerId, x: event.clientX, y: event.clientY, moved: false }
    props.onStart?.(event.clientX, event.clientY)
  }
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const from = start.current
    if (!from || from.id !== event.pointerId) return
    const dx = event.clientX - from.x
    const dy = event.clientY - from.y
    if (!from.moved && Math.hypot(dx, dy) < slack) return
    from.moved = true
    props.onMove?.(dx, dy, event.clientX, event.clientY, event.altKey)
  }
  const onUp = (event: PointerEvent<HTMLDivElement>) => {
    const from = start.current
    if (!from || from.id !== event.pointerId) return
    start.current = null
    props.onEnd?.(from.moved, event.clientX, event.clientY)
  }
  const onLost = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current?.id !== event.pointerId) return
    start.current = null
    props.onCancel?.()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const arrow = event.altKey ? undefined : arrows[event.key]
    if (arrow && props.onArrow) {
      event.preventDefault()
      const step = event.shiftKey ? 8 : 1
      props.onArrow(arrow[0] * step, arrow[1] * step)
    } else if (props.onKey?.(event.key, event.ctrlKey || event.metaKey)) event.preventDefault()
  }

  return (
    <div
      className={props.className}
      style={{ touchAction: 'none', ...props.style }}
      data-field
      role={props.reachable ? 'button' : undefined}
      tabIndex={props.reachable ? 0 : undefined}
      aria-label={props.label}
      aria-pressed={props.reachable ? props.selected : undefined}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={onLost}
      onKeyDown={onKeyDown}
      onFocus={props.onFocus}
    >
      {props.children}
    </div>
  )
}
