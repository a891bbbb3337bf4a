import { View } from '@tarojs/components'
import type { PressProps } from './types'

/** Anything that acts when touched. A real button in the browser. */
export function Press({
  id,
  className,
  style,
  label,
  role = 'button',
  disabled,
  busy,
  onPress,
  children,
}: PressProps) {
  const inactive = disabled || busy
  const spoken = { ariaRole: role, ariaLabel: label }

  return (
    <View
      id={id}
      className={className}
      style={style}
      hoverClass={inactive ? 'none' : 'is-pressed'}
      hoverStayTime={70}
      onClick={inactive ? undefined : onPress}
      {...spoken}
    >
      {children}
    </View>
  )
}
