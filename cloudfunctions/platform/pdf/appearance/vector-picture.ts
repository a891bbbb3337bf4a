/**
 * A picture made of filled and stroked paths, as plain data: it can be stored, hashed, shown as SVG and drawn into a
 * PDF without any font or image. Origin top left, y down; units are points (1/72 inch) at natural size.
 */
export interface VectorPicture {
  width: number
  height: number
  shapes: VectorShape[]
}

export interface VectorShape {
  d: PathCommand[]
  /** #rrggbb; no fill when absent */
  fill?: string
  /** #rrggbb; no outline when absent */
  stroke?: string
  strokeWidth?: number
  /** even-odd instead of non-zero winding */
  evenOdd?: boolean
}

/** Absolute coordinates only. Q and C are quadratic and cubic Bézier curves: control points, then the end. */
export type PathCommand =
  | ['M', number, number]
  | ['L', number, number]
  | ['Q', number, number, number, number]
  | ['C', number, number, number, number, number, number]
  | ['Z']

/** Affine map [a b c d e f] of points: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Affine = [number, number, number, number, number, number]

export function transformPath(path: readonly PathCommand[], [a, b, c, d, e, f]: Affine): PathCommand[] {
  const x = (px: number, py: number) => a * px + c * py + e
  const y = (px: number, py: number) => b * px + d * py + f
  return path.map((command): PathCommand => {
    switch (command[0]) {
      case 'M':
      case 'L':
        return [command[0], x(command[1], command[2]), y(command[1], command[2])]
      case 'Q': {
        const [, x1, y1, x2, y2] = command
        return ['Q', x(x1, y1), y(x1, y1), x(x2, y2), y(x2, y2)]
      }
      case 'C': {
        const [, x1, y1, x2, y2, x3, y3] = command
        return ['C', x(x1, y1), y(x1, y1), x(x2, y2), y(x2, y2), x(x3, y3), y(x3, y3)]
      }
      case 'Z':
        return ['Z']
    }
  })
}

/** Coordinates to 1/100 point, finer than print: keeps stored pictures small. */
export function roundPicture(picture: VectorPicture): VectorPicture {
  const shapes = picture.shapes.map((shape) => ({ ...shape, d: shape.d.map(roundCommand) }))
  return { width: round(picture.width), height: round(picture.height), shapes }
}

const round = (value: number): number => Math.round(value * 100) / 100

function roundCommand(command: PathCommand): PathCommand {
  switch (command[0]) {
    case 'M':
    case 'L':
      return [command[0], round(command[1]), round(command[2])]
    case 'Q': {
      const [, a, b, c, d] = command
      return ['Q', round(a), round(b), round(c), round(d)]
    }
    case 'C': {
      const [, a, b, c, d, e, f] = command
      return ['C', round(a), round(b), round(c), round(d), round(e), round(f)]
    }
    case 'Z':
      return command
  }
}

/** Places a picture (scaled by sx, sy, then moved) into another one's coordinates. */
export function placePicture(
  picture: VectorPicture,
  x: number,
  y: number,
  sx: number,
  sy: number = sx,
): VectorShape[] {
  return picture.shapes.map((shape) => ({
    ...shape,
    d: transformPath(shape.d, [sx, 0, 0, sy, x, y]),
    ...(shape.strokeWidth === undefined ? {} : { strokeWidth: shape.strokeWidth * Math.min(sx, sy) }),
  }))
}

/** The part of a page seal that belongs on one page: slice `index` of `count` vertical strips, left to right. */
export interface PictureSlice {
  index: number
  count: number
}
