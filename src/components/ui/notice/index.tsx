import type { ReactNode } from 'react'
import { Icon } from '../icon'
import type { IconName } from '../icon/shapes'
import { View } from '../view'
import './index.scss'

export interface NoticeProps {
  tone?: 'info' | 'wait' | 'done' | 'refused'
  icon?: IconName
  /** Spoken at once, e.g. after a failed attempt. */
  alert?: boolean
  children: ReactNode
}

const icons = { info: 'info', wait: 'clock', done: 'checkCircle', refused: 'warning' } as const

/** A line of context on a washed band. */
export function Notice({ tone = 'info', icon, alert, children }: NoticeProps) {
  return (
    <View className={`notice notice--${tone}`} role={alert ? 'alert' : undefined}>
      <Icon name={icon ?? icons[tone]} size={20} className="notice__icon" />
      <View className="notice__words">{children}</View>
    </View>
  )
}
