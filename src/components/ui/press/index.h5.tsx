import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { PressProps } from './types'

const arrows: Record<string, 'next' | 'previous'> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
}

/** Anything that acts when touched: a real button, so that keyboard and screen reader work without more. */
export function Press(props: PressProps) {
  const { role = 'button', disabled, busy, onPress, onArrow, autoFocus } = props
  const element = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (autoFocus) element.current?.focus()
  }, [autoFocus])

  const onKeyDown = (event: KeyboardEvent) => {
    const direction = arrows[event.key]
    if (!direction || !onArrow) return
    event.preventDefault()
    onArrow(direction)
  }

  return (
    <button
      ref={element}
      type="button"
      id={props.id}
      className={props.className}
      style={props.style}
      role={role === 'button' ? undefined : role}
      aria-label={props.label}
      aria-disabled={disabled || busy || undefined}
      aria-busy={busy || undefined}
      aria-selected={props.selected}
      aria-checked={props.checked}
      aria-expanded={props.expanded}
      aria-current={props.current ? 'page' : undefined}
      aria-controls={props.controls}
      aria-describedby={props.describedBy}
      tabIndex={props.tabIndex}
      onClick={disabled || busy ? undefined : onPress}
      onKeyDown={onArrow ? onKeyDown : undefined}
    >
      {props.children}
    </button>
  )
}
