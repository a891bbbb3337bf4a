import { View as TaroView } from '@tarojs/components'
import type { ViewProps } from './types'

/** A box. In the browser it is the plain element named by `as`, in a mini-program a view. */
export function View({ as, id, className, style, role, onClick, children, ...rest }: ViewProps) {
  const inline = as === 'span' || as === 'strong' || as === 'time'
  const spoken = { ariaRole: role, ariaLabel: rest['aria-label'] }

  return (
    <TaroView
      id={id}
      className={inline ? `inline ${className ?? ''}` : className}
      style={style}
      onClick={onClick}
      {...spoken}
    >
      {children}
    </TaroView>
  )
}
