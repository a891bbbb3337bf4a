import type { PictureProps } from './types'

export function Picture({ src, alt, className, style, fit = 'contain', onLoad, onError }: PictureProps) {
  return (
    <img
      src={src}
      alt={alt}
      className={className}
      style={{ objectFit: fit, ...style }}
      decoding="async"
      draggable={false}
      onLoad={onLoad}
      onError={onError}
    />
  )
}
