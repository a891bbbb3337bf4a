import type { IconName } from './shapes'

export interface IconProps {
  name: IconName
  /** Side in px; 24 by default. */
  size?: 12 | 14 | 16 | 20 | 24 | 28 | 32 | 40
  /** Stroke in px; 1.5 by default, chips are bolder. */
  weight?: number
  className?: string
  /** Spoken name; without it the icon is decoration. */
  label?: string
}
