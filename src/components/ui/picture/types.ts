import type { CSSProperties } from 'react'

export interface PictureProps {
  src: string
  /** What it shows; empty for decoration. */
  alt: string
  className?: string
  style?: CSSProperties
  fit?: 'contain' | 'cover' | 'fill'
  onLoad?: () => void
  onError?: () => void
}
