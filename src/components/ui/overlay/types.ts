import type { ReactNode } from 'react'

export interface OverlayProps {
  /** Called when the person leaves with Escape or by touching the veil. */
  onLeave?: () => void
  /** Spoken name of the layer, or the id of its title. */
  label?: string
  labelledBy?: string
  role?: 'dialog' | 'alertdialog'
  className?: string
  children: ReactNode
}
