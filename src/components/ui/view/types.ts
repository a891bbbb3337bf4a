import type { CSSProperties, ReactNode } from 'react'

/** Elements a view may be in the browser; a mini-program draws every one as a plain view. */
export type ViewElement =
  | 'div'
  | 'span'
  | 'p'
  | 'section'
  | 'article'
  | 'header'
  | 'footer'
  | 'main'
  | 'nav'
  | 'aside'
  | 'ul'
  | 'ol'
  | 'li'
  | 'dl'
  | 'dt'
  | 'dd'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'form'
  | 'fieldset'
  | 'legend'
  | 'label'
  | 'strong'
  | 'time'

/** A finger or pen on a view, the same on every host. x and y in px of the viewport. */
export interface TouchPoint {
  x: number
  y: number
}

export interface ViewProps {
  as?: ViewElement
  id?: string
  className?: string
  style?: CSSProperties
  role?: string
  'aria-label'?: string
  'aria-labelledby'?: string
  'aria-describedby'?: string
  'aria-live'?: 'polite' | 'assertive' | 'off'
  'aria-hidden'?: boolean
  'aria-busy'?: boolean
  'aria-current'?: 'page' | 'step' | boolean
  /** For things that are not actions (a veil, a drop area). Actions use Press. */
  onClick?: () => void
  children?: ReactNode
}
