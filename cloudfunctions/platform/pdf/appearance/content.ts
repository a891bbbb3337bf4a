import { formatNumber } from '../serialize'
import type { PathCommand, VectorPicture, VectorShape } from './vector-picture'

/** A picture as PDF content at natural size: origin bottom left, y up. */
export function pictureContent(picture: VectorPicture): Buffer {
  const parts = ['q', `1 0 0 -1 0 ${formatNumber(picture.height)} cm`, '1 J 1 j']
  for (const shape of picture.shapes) parts.push(shapeContent(shape))
  parts.push('Q')
  return Buffer.from(parts.join('\n'), 'latin1')
}

/** Two decimals are 1/7200 inch: finer than any printer. */
const coordinate = (value: number): string => formatNumber(Math.round(value * 100) / 100)

function shapeContent(shape: VectorShape): string {
  const paint = paintOperator(shape)
  if (paint === 'n') return ''
  const out: string[] = []
  if (shape.fill) out.push(`${rgb(shape.fill)} rg`)
  if (shape.stroke) out.push(`${rgb(shape.stroke)} RG ${coordinate(shape.strokeWidth ?? 1)} w`)
  out.push(...pathOperators(shape.d), paint)
  return out.join('\n')
}

function paintOperator({ fill, stroke, evenOdd }: VectorShape): string {
  const star = evenOdd ? '*' : ''
  if (fill && stroke) return `B${star}`
  if (fill) return `f${star}`
  return stroke ? 'S' : 'n'
}

/** PDF knows cubic curves only (§8.5.2.2): a quadratic one is written as the same cubic one. */
function pathOperators(path: readonly PathCommand[]): string[] {
  let [x, y] = [0, 0]
  return path.map((command) => {
    const values = command.slice(1).map(Number)
    const [startX, startY] = [x, y]
    if (values.length >= 2) [x, y] = values.slice(-2) as [number, number]
    if (command[0] === 'Z') return 'h'
    if (command[0] !== 'Q') return `${values.map(coordinate).join(' ')} ${command[0].toLowerCase()}`
    const [, cx, cy] = command
    const cubic = [
      startX + (2 / 3) * (cx - startX),
      startY + (2 / 3) * (cy - startY),
      x + (2 / 3) * (cx - x),
      y + (2 / 3) * (cy - y),
      x,
      y,
    ]
    return `${cubic.map(coordinate).join(' ')} c`
  })
}

function rgb(color: string): string {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (!match) return '0 0 0'
  return match
    .slice(1)
    .map((hex) => formatNumber(Math.round((Number.parseInt(hex, 16) / 255) * 1000) / 1000))
    .join(' ')
}
