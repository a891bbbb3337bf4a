import { View } from '../view'
import type { OverlayProps } from './types'
import './index.scss'

/** A layer above the page with a veil behind it. */
export function Overlay({ onLeave, label, role = 'dialog', className, children }: OverlayProps) {
  return (
    <View className={`overlay ${className ?? ''}`}>
      <View className="overlay__veil" onClick={onLeave} />
      <View className="overlay__box" role={role} aria-label={label}>
        {children}
      </View>
    </View>
  )
}
