import type { FontSet } from '../fonts/font-set'
import type { Matrix } from '../geometry'
import type { PdfRef } from '../objects'
import type { IncrementalUpdate } from '../writer'
import { DrawingWriter, type Shown } from './drawing-writer'
import type { PictureSlice } from './vector-picture'

/** The appearances of an update; see DrawingWriter, which callers may use directly. */
export class AppearanceWriter {
  private readonly writer: DrawingWriter

  constructor(update: IncrementalUpdate, fonts?: FontSet) {
    this.writer = DrawingWriter.on(update, fonts)
  }

  appearance(shown: Shown, width: number, height: number, matrix: Matrix, slice?: PictureSlice): PdfRef {
    return this.writer.appearance(shown, width, height, matrix, slice)
  }
}
