import type { ReactNode } from 'react'
import { Icon } from '../icon'
import type { IconName } from '../icon/shapes'
import { Press } from '../press'
import { Spinner } from '../spinner'
import { View } from '../view'
import './index.scss'

export interface ButtonProps {
  /**
   * primary: ink blue, the next step, one a screen. sign: cinnabar, only the act that signs.
   * quiet: outlined. danger: outlined dark red. text: a link. off: cannot act yet; say why near it.
   */
  kind?: 'primary' | 'sign' | 'quiet' | 'danger' | 'text' | 'off'
  /** large 48, small 32 (with a 44 touch area), middle 40 for panels of the console. */
  size?: 'large' | 'middle' | 'small'
  icon?: IconName
  /** Work in progress: the label stays, a ring replaces the icon, presses do nothing. */
  busy?: boolean
  disabled?: boolean
  /** Takes the width that is left. */
  fill?: boolean
  id?: string
  className?: string
  label?: string
  describedBy?: string
  autoFocus?: boolean
  onPress?: () => void
  children: ReactNode
}

export function Button(props: ButtonProps) {
  const { kind = 'primary', size = 'large', icon, busy, disabled, fill } = props
  const off = disabled || kind === 'off'
  const look = off ? 'off' : kind
  const names = ['btn', `btn--${look}`, `btn--${size}`, fill ? 'btn--fill' : '', props.className ?? '']

  return (
    <Press
      id={props.id}
      className={names.join(' ')}
      label={props.label}
      disabled={off}
      busy={busy}
      describedBy={props.describedBy}
      autoFocus={props.autoFocus}
      onPress={props.onPress}
    >
      {busy ? (
        <Spinner size={size === 'large' ? 20 : 16} />
      ) : (
        icon && <Icon name={icon} size={size === 'large' ? 20 : 16} />
      )}
      <View as="span" className={icon || busy ? 'btn__word btn__word--after' : 'btn__word'}>
        {props.children}
      </View>
    </Press>
  )
}
