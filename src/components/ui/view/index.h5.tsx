import { createElement } from 'react'
import type { ViewProps } from './types'

/** A box. In the browser it is the plain element named by `as`, in a mini-program a view. */
export function View({ as = 'div', ...rest }: ViewProps) {
  return createElement(as, rest)
}
