import type { CSSProperties, ReactNode } from 'react'

export interface DragBoxProps {
  className?: string
  style?: CSSProperties
  /** Spoken name. */
  label?: string
  selected?: boolean
  /** In the tab order (browser). */
  reachable?: boolean
  /** The finger or mouse went down. x, y in px of the viewport. */
  onStart?: (x: number, y: number) => void
  /** dx, dy in px since the start; x, y in px of the viewport. `free`: Alt is held, nothing clings. */
  onMove?: (dx: number, dy: number, x: number, y: number, free: boolean) => void
  /** It went up; `moved` is false for a tap. */
  onEnd?: (moved: boolean, x: number, y: number) => void
  onCancel?: () => void
  /** Arrow keys, px: 1, with Shift 8. */
  onArrow?: (dx: number, dy: number) => void
  /** Other keys of the browser's keyboard; true when it was used. */
  onKey?: (key: string, ctrl: boolean) => boolean
  onFocus?: () => void
  children?: ReactNode
}
