import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { holdFocus } from './hold-focus'
import type { OverlayProps } from './types'
import './index.scss'

/** A layer above the page with a veil behind it: holds the focus, Escape leaves, the focus then returns. */
export function Overlay({ onLeave, label, labelledBy, role = 'dialog', className, children }: OverlayProps) {
  const box = useRef<HTMLDivElement>(null)
  const leave = useRef(onLeave)
  leave.current = onLeave

  useEffect(() => (box.current ? holdFocus(box.current, () => leave.current?.()) : undefined), [])

  return createPortal(
    <div className={`overlay ${className ?? ''}`}>
      <div className="overlay__veil" onClick={onLeave} aria-hidden="true" />
      <div
        ref={box}
        className="overlay__box"
        role={role}
        aria-modal="true"
        aria-label={label}
        aria-labelledby={labelledBy}
        tabIndex={-1}
      >
        {children}
      </div>
    </div>,
    document.body,
  )
}
