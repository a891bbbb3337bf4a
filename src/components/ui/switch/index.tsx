import { Press } from '../press'
import { View } from '../view'
import './index.scss'

export interface SwitchProps {
  checked: boolean
  onChange: (checked: boolean) => void
  /** Spoken name. */
  label: string
}

/** Acts at once. */
export function Switch({ checked, onChange, label }: SwitchProps) {
  return (
    <Press
      role="switch"
      checked={checked}
      label={label}
      className={checked ? 'switch switch--on' : 'switch'}
      onPress={() => onChange(!checked)}
    >
      <View as="span" className="switch__knob" />
    </Press>
  )
}
