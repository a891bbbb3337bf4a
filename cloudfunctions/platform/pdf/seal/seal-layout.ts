import { type PathCommand, transformPath, type VectorPicture } from '../appearance/vector-picture'

/**
 * A seal before it is painted: border and marks in units of its own box. Marks are apart (each character, the star),
 * so that what must not touch can be told.
 */
export interface SealLayout {
  /** units */
  width: number
  height: number
  /** outer and inner edge, for even-odd filling; empty for a seal without a border */
  border: PathCommand[]
  marks: PathCommand[][]
  /** white characters on a coloured field (阴文, 白文): the outer edge of that field */
  field?: PathCommand[]
}

/** Brings a layout to its physical width (points) and colour. Never with a background: seals stand on text. */
export function paintSeal(layout: SealLayout, width: number, color: string): VectorPicture {
  const scale = width / layout.width
  const scaled = (path: readonly PathCommand[]) => transformPath(path, [scale, 0, 0, scale, 0, 0])
  const marks = scaled(layout.marks.flat())
  const border = layout.border.length > 0 ? [{ d: scaled(layout.border), fill: color, evenOdd: true }] : []
  const ink = layout.field
    ? // What the characters cover twice is left out: paper shows through them.
      { d: [...scaled(layout.field), ...marks], fill: color, evenOdd: true }
    : { d: marks, fill: color }
  return { width, height: layout.height * scale, shapes: [...border, ink] }
}
