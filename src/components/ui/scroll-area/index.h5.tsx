import { useEffect, useRef, type UIEvent } from 'react'
import { calmMotion } from '@/platform/motion'
import type { ScrollAreaProps } from './types'
import { useKeyboardScroll } from './use-keyboard-scroll'

export function ScrollArea(props: ScrollAreaProps) {
  const { horizontal, onEnd, onScroll, offset, showId, label } = props
  const element = useRef<HTMLDivElement>(null)
  const nearEnd = useRef(false)
  useKeyboardScroll(element, label !== undefined)

  useEffect(() => {
    if (offset === undefined) return
    const behavior = calmMotion() ? 'auto' : 'smooth'
    element.current?.scrollTo(horizontal ? { left: offset, behavior } : { top: offset, behavior })
  }, [horizontal, offset])

  useEffect(() => {
    const target = showId ? document.getElementById(showId) : null
    target?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: calmMotion() ? 'auto' : 'smooth' })
  }, [showId])

  // A list shorter than its area never scrolls, so its end is reached as soon as it is drawn.
  useEffect(() => {
    const box = element.current
    if (!onEnd || !box || horizontal) return
    if (box.clientHeight > 0 && box.scrollHeight <= box.clientHeight + 80) onEnd()
  })

  const onMove = (event: UIEvent<HTMLDivElement>) => {
    const box = event.currentTarget
    onScroll?.(horizontal ? box.scrollLeft : box.scrollTop)
    const left = horizontal
      ? box.scrollWidth - box.clientWidth - box.scrollLeft
      : box.scrollHeight - box.clientHeight - box.scrollTop
    if (left < 80 && !nearEnd.current) onEnd?.()
    nearEnd.current = left < 80
  }

  return (
    <div
      ref={element}
      id={props.id}
      className={props.className}
      style={{
        overflowX: horizontal ? 'auto' : 'hidden',
        overflowY: horizontal ? 'hidden' : 'auto',
        WebkitOverflowScrolling: 'touch',
        ...props.style,
      }}
      role={label ? 'region' : undefined}
      aria-label={label}
      tabIndex={label ? 0 : undefined}
      onScroll={onMove}
    >
      {props.children}
    </div>
  )
}
