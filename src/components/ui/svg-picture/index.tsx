import { Picture } from '../picture'

export interface SvgPictureProps {
  /** A self-contained SVG document, e.g. of a seal. Drawn as an image: nothing in it can run. */
  svg: string
  alt: string
  /** px; without them it fills its box. */
  width?: number
  height?: number
  className?: string
}

export function SvgPicture({ svg, alt, width, height, className }: SvgPictureProps) {
  const size = width === undefined ? undefined : { width: `${width}px`, height: `${height ?? width}px` }

  return (
    <Picture
      src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
      alt={alt}
      className={className}
      style={size}
    />
  )
}
