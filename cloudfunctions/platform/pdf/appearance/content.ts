import type { PathCommand, VectorPicture, VectorShape } from './vector-picture'

/**
 * A picture as PDF content at natural size: origin bottom left, y up. Coordinates are whole hundredths of a point
 * under a matrix: finer than print, and integers are the quickest to write and the smallest to pack.
 */
export function pictureContent(picture: VectorPicture): Buffer {
  return Buffer.from(shapesContent(picture.shapes, picture.height), 'latin1')
}

/** Shapes of a drawing that is `height` points high. */
export function shapesContent(shapes: readonly VectorShape[], height: number): string {
  let out = `q 0.01 0 0 -0.01 0 ${hundredths(height) / 100} cm 1 J 1 j\n`
  for (const shape of shapes) out += shapeContent(shape)
  return `${out}Q`
}

const hundredths = (value: number): number => Math.round(value * 100)

function shapeContent(shape: VectorShape): string {
  const paint = paintOperator(shape)
  if (!paint) return ''
  let out = ''
  if (shape.fill) out += `${rgb(shape.fill)} rg\n`
  if (shape.stroke) out += `${rgb(shape.stroke)} RG ${hundredths(shape.strokeWidth ?? 1)} w\n`
  return `${out}${pathOperators(shape.d)}${paint}\n`
}

function paintOperator({ fill, stroke, evenOdd }: VectorShape): string | null {
  const star = evenOdd ? '*' : ''
  if (fill && stroke) return `B${star}`
  if (fill) return `f${star}`
  return stroke ? 'S' : null
}

/** PDF knows cubic curves only (§8.5.2.2): a quadratic one is written as the same cubic one. */
function pathOperators(path: readonly PathCommand[]): string {
  let out = ''
  let [x, y] = [0, 0]
  for (const command of path) {
    switch (command[0]) {
      case 'M':
      case 'L':
        x = hundredths(command[1])
        y = hundredths(command[2])
        out += `${x} ${y} ${command[0] === 'M' ? 'm' : 'l'}\n`
        break
      case 'Q': {
        const cx = 200 * command[1]
        const cy = 200 * command[2]
        const ex = hundredths(command[3])
        const ey = hundredths(command[4])
        out += `${Math.round((x + cx) / 3)} ${Math.round((y + cy) / 3)} ${Math.round((ex + cx) / 3)} ${Math.round((ey + cy) / 3)} ${ex} ${ey} c\n`
        x = ex
        y = ey
        break
      }
      case 'C': {
        x = hundredths(command[5])
        y = hundredths(command[6])
        out += `${hundredths(command[1])} ${hundredths(command[2])} ${hundredths(command[3])} ${hundredths(command[4])} ${x} ${y} c\n`
        break
      }
      case 'Z':
        out += 'h\n'
    }
  }
  return out
}

/** Operands of `rg`; black for what is no colour. */
export function rgb(color: string): string {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (!match) return '0 0 0'
  return match
    .slice(1)
    .map((hex) => Math.round((Number.parseInt(hex, 16) / 255) * 1000) / 1000)
    .join(' ')
}
