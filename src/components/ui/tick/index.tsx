import type { ReactNode } from 'react'
import { Icon } from '../icon'
import { Press } from '../press'
import { View } from '../view'
import './index.scss'

export interface TickProps {
  checked: boolean
  onChange: (checked: boolean) => void
  /** The whole row is the target. */
  children: ReactNode
  /** Spoken name, where the words hold links. */
  label?: string
  /** Framed in dark red: it is missing. */
  invalid?: boolean
  /** Links that follow the words; they are no part of the target. */
  after?: ReactNode
  id?: string
}

/** A box to tick. Consent is never set in advance. */
export function Tick({ checked, onChange, children, label, invalid, after, id }: TickProps) {
  return (
    <View className="tick-row">
      <Press
        id={id}
        role="checkbox"
        className={invalid ? 'tick tick--bad' : 'tick'}
        checked={checked}
        label={label}
        onPress={() => onChange(!checked)}
      >
        <View as="span" className={checked ? 'tick__box tick__box--on' : 'tick__box'}>
          {checked && <Icon name="check" size={16} weight={2} />}
        </View>
        <View as="span" className="tick__words">
          {children}
        </View>
      </Press>
      {after && <View className="tick__after">{after}</View>}
    </View>
  )
}
