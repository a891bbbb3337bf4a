import { useSyncExternalStore } from 'react'
import { Icon } from '../icon'
import { View } from '../view'
import { currentToast, watchToasts } from './index'
import './index.scss'

const icons = { plain: undefined, done: 'check', failed: 'warning' } as const

/** Draws the toast; PageFrame carries one. */
export function ToastHost() {
  const message = useSyncExternalStore(watchToasts, currentToast, currentToast)
  const icon = message && icons[message.tone]

  return (
    <View className="toast-host" role="status" aria-live="polite">
      {message && (
        <View key={message.id} className="toast">
          {icon && <Icon name={icon} size={16} className="toast__icon" />}
          <View as="span">{message.text}</View>
        </View>
      )}
    </View>
  )
}
