import type { ReactNode } from 'react'
import { Icon } from '../icon'
import { View } from '../view'
import './index.scss'

export type ChipTone = 'wait' | 'done' | 'ended' | 'refused' | 'info'

const marks = { wait: 'half', done: 'check', ended: 'minus', refused: 'close', info: 'info' } as const

export interface StatusChipProps {
  tone: ChipTone
  /** The word; a status is never colour alone. Counted states carry `1/2` in it. */
  children: ReactNode
  /** Thin outline: it waits for the reader. */
  mine?: boolean
}

export function StatusChip({ tone, children, mine }: StatusChipProps) {
  return (
    <View as="span" className={`chip chip--${tone} ${mine ? 'chip--mine' : ''}`}>
      <Icon name={marks[tone]} size={12} />
      <View as="span" className="chip__word">
        {children}
      </View>
    </View>
  )
}
