import { View } from '@tarojs/components'
import { shapes } from './shapes'
import type { IconProps } from './types'

/**
 * An icon in the colour of the text around it. Mini-programs draw no inline SVG,
 * so the shape is a mask over the current colour.
 */
export function Icon({ name, size = 24, weight = 1.5, className, label }: IconProps) {
  const stroke = (weight * 24) / size
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="${stroke}"` +
    ` stroke-linecap="round" stroke-linejoin="round">${shapes[name].replace('currentColor', '#000')}</svg>`
  const mask = `url("data:image/svg+xml,${encodeURIComponent(svg)}") center / 100% 100% no-repeat`
  const spoken = { ariaLabel: label, ariaRole: label ? 'img' : undefined }

  return (
    <View
      className={`icon ${className ?? ''}`}
      style={{
        width: `${size}px`,
        height: `${size}px`,
        backgroundColor: 'currentColor',
        WebkitMask: mask,
        mask,
      }}
      {...spoken}
    />
  )
}
