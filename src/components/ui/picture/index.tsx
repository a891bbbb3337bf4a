import { Image } from '@tarojs/components'
import type { PictureProps } from './types'

const modes = { contain: 'aspectFit', cover: 'aspectFill', fill: 'scaleToFill' } as const

export function Picture({ src, alt, className, style, fit = 'contain', onLoad, onError }: PictureProps) {
  const spoken = { ariaLabel: alt }

  return (
    <Image
      src={src}
      className={className}
      style={style}
      mode={modes[fit]}
      onLoad={onLoad}
      onError={onError}
      {...spoken}
    />
  )
}
