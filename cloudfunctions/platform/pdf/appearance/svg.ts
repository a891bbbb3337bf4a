import type { PathCommand, VectorPicture } from './vector-picture'

const n = (value: number): string => String(Math.round(value * 100) / 100)

const pathData = (path: readonly PathCommand[]): string =>
  path
    .map(
      (command) =>
        command[0] +
        command
          .slice(1)
          .map((value) => n(Number(value)))
          .join(' '),
    )
    .join('')

/** A self-contained SVG document: paths only, no script, no reference, so it may be shown inline. */
export function pictureToSvg(picture: VectorPicture): string {
  const shapes = picture.shapes
    .map((shape) => {
      const fill = safeColor(shape.fill) ?? 'none'
      const stroke = safeColor(shape.stroke)
      const line = stroke
        ? ` stroke="${stroke}" stroke-width="${n(shape.strokeWidth ?? 1)}" stroke-linejoin="round" stroke-linecap="round"`
        : ''
      return `<path d="${pathData(shape.d)}" fill="${fill}"${shape.evenOdd ? ' fill-rule="evenodd"' : ''}${line}/>`
    })
    .join('')
  const { width, height } = picture
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}">${shapes}</svg>`
}

/** Pictures come out of storage: nothing but a colour may get into the markup. */
const safeColor = (color: string | undefined): string | undefined =>
  color && /^#[0-9a-fA-F]{6}$/.test(color) ? color : undefined
