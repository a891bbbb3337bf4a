import { shapes } from './shapes'
import type { IconProps } from './types'

/** An icon in the colour of the text around it. */
export function Icon({ name, size = 24, weight = 1.5, className, label }: IconProps) {
  return (
    <svg
      className={`icon ${className ?? ''}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={(weight * 24) / size}
      strokeLinecap="round"
      strokeLinejoin="round"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
      dangerouslySetInnerHTML={{ __html: shapes[name] }}
    />
  )
}
