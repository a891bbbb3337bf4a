import type { ReactNode } from 'react'

export interface DateTimePickerProps {
  /** Epoch milliseconds. */
  value: number
  onChange: (value: number) => void
  /** Earliest and latest choice, epoch milliseconds. */
  min?: number
  max?: number
  /** Spoken name. */
  label: string
  /** What one touches; in the browser an input of the system lies over it. */
  children: ReactNode
}
