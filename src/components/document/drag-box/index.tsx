import { View } from '@tarojs/components'
import { useRef } from 'react'
import { fingersOf } from '../touches'
import type { DragBoxProps } from './types'

const slack = 3

/** Something that can be dragged by finger. The page does not scroll meanwhile. */
export function DragBox(props: DragBoxProps) {
  const start = useRef<{ x: number; y: number; moved: boolean } | null>(null)
  const spoken = { ariaRole: 'button', ariaLabel: props.label }

  const onStart = (event: unknown) => {
    const finger = fingersOf(event)[0]
    if (!finger) return
    start.current = { x: finger.clientX, y: finger.clientY, moved: false }
    props.onStart?.(finger.clientX, finger.clientY)
  }
  const onMove = (event: unknown) => {
    const finger = fingersOf(event)[0]
    const from = start.current
    if (!finger || !from) return
    const dx = finger.clientX - from.x
    const dy = finger.clientY - from.y
    if (!from.moved && Math.hypot(dx, dy) < slack) return
    from.moved = true
    props.onMove?.(dx, dy, finger.clientX, finger.clientY, false)
  }
  const onEnd = (event: unknown) => {
    const from = start.current
    start.current = null
    const finger = fingersOf(event, 'changedTouches')[0]
    if (from) props.onEnd?.(from.moved, finger?.clientX ?? from.x, finger?.clientY ?? from.y)
  }
  const onLost = () => {
    if (start.current) props.onCancel?.()
    start.current = null
  }

  return (
    <View
      className={props.className}
      style={props.style}
      catchMove
      onClick={(event) => event.stopPropagation()}
      onTouchStart={onStart}
      onTouchMove={onMove}
      onTouchEnd={onEnd}
      onTouchCancel={onLost}
      {...spoken}
    >
      {props.children}
    </View>
  )
}
