import type { CSSProperties, ReactNode } from 'react'
import { View } from '../view'
import type { ViewElement } from '../view/types'
import './index.scss'

export interface CardProps {
  as?: ViewElement
  /** No inner padding, e.g. around list rows. */
  flush?: boolean
  /** Colour of the party at the left edge, 1–6 (contract.md: the party's colour in one contract). */
  party?: number
  id?: string
  className?: string
  style?: CSSProperties
  'aria-label'?: string
  'aria-labelledby'?: string
  children: ReactNode
}

/** White on paper, a line, no shadow. */
export function Card({ as = 'section', flush, party, className, ...rest }: CardProps) {
  const names = [
    'card',
    flush ? 'card--flush' : '',
    party ? `card--party party-edge-${party}` : '',
    className ?? '',
  ]

  return <View as={as} className={names.join(' ')} {...rest} />
}
