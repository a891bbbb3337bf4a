import type { FontSet } from '../fonts/font-set'
import type { DrawnText } from './drawing'

/** Width of a line as it will be drawn, points; spacing after the last character included. Error: MissingGlyphs. */
export function lineWidth(fonts: FontSet, line: Omit<DrawnText, 'kind' | 'x' | 'y'>): number {
  const { text, face, size, stretch = 1, spacing = 0 } = line
  const natural = fonts.widthOf(text, face) * size * stretch
  if (spacing === 0) return natural
  const glyphs = fonts.runsOf(text, face).reduce((sum, run) => sum + run.glyphs.length, 0)
  return natural + glyphs * spacing
}
