import { createHash } from 'node:crypto'
import { type Matrix } from '../geometry'
import { name, PdfDict, type PdfRef } from '../objects'
import { formatNumber } from '../serialize'
import type { IncrementalUpdate } from '../writer'
import { pictureForm } from './form-xobject'
import type { PictureSlice, VectorPicture } from './vector-picture'

/**
 * Writes appearances into an update. A picture that several slots show (a seal on every page, the slices of a page
 * seal) is embedded once; each slot only places it.
 */
export class AppearanceWriter {
  private readonly byIdentity = new Map<VectorPicture, PdfRef>()
  private readonly byContent = new Map<string, PdfRef>()

  constructor(private readonly update: IncrementalUpdate) {}

  /**
   * An appearance stream that shows the picture in a box of `width` × `height` user-space units: fitted with its
   * proportions and centred, or, with a slice, that strip stretched over the box.
   */
  appearance(
    picture: VectorPicture,
    width: number,
    height: number,
    matrix: Matrix,
    slice?: PictureSlice,
  ): PdfRef {
    const shared = this.embed(picture)
    const dict = PdfDict.of({
      Type: name('XObject'),
      Subtype: name('Form'),
      BBox: [0, 0, width, height],
      Resources: PdfDict.of({ XObject: PdfDict.of({ P: shared }) }),
    })
    if (matrix[0] !== 1) dict.set('Matrix', matrix)
    return this.update.add(dict, Buffer.from(placement(picture, width, height, slice), 'latin1'))
  }

  private embed(picture: VectorPicture): PdfRef {
    const known = this.byIdentity.get(picture)
    if (known) return known
    const { dict, stream } = pictureForm(picture)
    const key = createHash('sha256').update(stream).digest('base64')
    const ref = this.byContent.get(key) ?? this.update.add(dict, stream)
    this.byContent.set(key, ref)
    this.byIdentity.set(picture, ref)
    return ref
  }
}

function placement(picture: VectorPicture, width: number, height: number, slice?: PictureSlice): string {
  const numbers = (...values: number[]) => values.map(formatNumber).join(' ')
  if (slice) {
    const sx = (width * slice.count) / picture.width
    const sy = height / picture.height
    return `q ${numbers(0, 0, width, height)} re W n ${numbers(sx, 0, 0, sy, -width * slice.index, 0)} cm /P Do Q`
  }
  const scale = Math.min(width / picture.width, height / picture.height)
  const x = (width - picture.width * scale) / 2
  const y = (height - picture.height * scale) / 2
  return `q ${numbers(scale, 0, 0, scale, x, y)} cm /P Do Q`
}
