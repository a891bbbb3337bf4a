import type { CSSProperties, ReactNode } from 'react'

export interface PressProps {
  id?: string
  className?: string
  style?: CSSProperties
  /** Spoken name where the content is only a picture. */
  label?: string
  role?: 'button' | 'tab' | 'radio' | 'checkbox' | 'switch' | 'menuitem' | 'option' | 'link'
  disabled?: boolean
  busy?: boolean
  /** Two- and many-state controls: tab and option use `selected`, radio, checkbox and switch use `checked`. */
  selected?: boolean
  checked?: boolean
  expanded?: boolean
  current?: boolean
  controls?: string
  describedBy?: string
  /** Roving focus: only the chosen one of a group is in the tab order. */
  tabIndex?: 0 | -1
  autoFocus?: boolean
  onPress?: () => void
  onArrow?: (direction: 'next' | 'previous') => void
  children?: ReactNode
}
