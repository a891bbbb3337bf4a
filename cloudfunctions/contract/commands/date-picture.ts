import { paperDate } from '#platform/kernel/calendar'
import { textLine } from '#platform/pdf/appearance/text'
import type { VectorPicture } from '#platform/pdf/appearance/vector-picture'
import { FontSet } from '#platform/pdf/fonts/font-set'

let fonts: FontSet | undefined

/** The Shanghai date as glyph outlines, e.g. `2026年11月22日`; fitted into its field by the engine. */
export function datePicture(at: number): VectorPicture {
  fonts ??= FontSet.open()
  return textLine(fonts, paperDate(at), { face: 'song', size: 14 })
}
