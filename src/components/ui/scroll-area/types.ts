import type { CSSProperties, ReactNode } from 'react'

export interface ScrollAreaProps {
  id?: string
  className?: string
  style?: CSSProperties
  horizontal?: boolean
  /** Spoken name; makes the area reachable by keyboard in the browser. */
  label?: string
  /** Called when the end comes near (80 px). */
  onEnd?: () => void
  /** Distance from the start in px. */
  onScroll?: (offset: number) => void
  /** Scrolls to this offset (px) when it changes. */
  offset?: number
  /** Scrolls the element with this id into view when it changes. */
  showId?: string
  children?: ReactNode
}
