import type { Atom } from './atoms'
import { riseOf, sizeOf } from './measure'
import type { LineSpacing, TextStyle } from './model'

/** A line's height and where its baseline lies, from its top, points. */
export interface LineMetrics {
  height: number
  baseline: number
  /** height of the letters alone, from `textTop`: for highlights */
  textTop: number
  textHeight: number
}

const SINGLE_LINE = 1.3
const ASCENT = 0.88
const DESCENT = 0.12

/** The height that the tallest letter or picture asks for, then the paragraph's spacing, then the grid. */
export function lineMetrics(
  atoms: readonly Atom[],
  fallback: TextStyle,
  spacing: LineSpacing | undefined,
  linePitch: number | undefined,
): LineMetrics {
  let ascent = 0
  let descent = 0
  let picture = 0
  let any = false
  for (const atom of atoms) {
    if (atom.kind === 'graphic') picture = Math.max(picture, atom.graphic?.height ?? 0)
    else if (atom.kind !== 'floating' && atom.kind !== 'break') {
      any = true
      const own = extent(atom.style)
      if (own.ascent > ascent) ascent = own.ascent
      if (own.descent > descent) descent = own.descent
    }
  }
  if (!any) ({ ascent, descent } = extent(fallback))
  // A picture stands on the baseline and grows the line upwards.
  ascent = Math.max(ascent, picture)
  const natural = ascent + descent
  const { height, above } = spaced(natural, picture > 0, spacing, linePitch)
  const exact = spacing?.rule === 'exact' && picture === 0
  const baseline = exact ? height * 0.8 : above + ascent
  return { height, baseline, textTop: Math.max(0, baseline - ascent), textHeight: Math.min(natural, height) }
}

function extent(style: TextStyle): { ascent: number; descent: number } {
  const size = sizeOf(style)
  const extra = ((style.lineHeight ?? SINGLE_LINE) - 1) / 2
  const rise = style.position ? 0 : riseOf(style)
  // Raised text does not make the line higher: it is smaller, so that it stays within.
  const full = style.position ? style.size : size
  return {
    ascent: full * (ASCENT + extra) + Math.max(rise, 0),
    descent: full * (DESCENT + extra) + Math.max(-rise, 0),
  }
}

function spaced(
  natural: number,
  hasPicture: boolean,
  spacing: LineSpacing | undefined,
  pitch: number | undefined,
): { height: number; above: number } {
  if (spacing?.rule === 'exact') {
    const height = hasPicture ? Math.max(spacing.points, natural) : spacing.points
    return { height, above: (height - natural) / 2 }
  }
  const snapped = pitch ? Math.max(1, Math.ceil(natural / pitch - 0.02)) * pitch : natural
  if (spacing?.rule === 'atLeast') {
    const height = Math.max(spacing.points, snapped)
    return { height, above: (height - natural) / 2 }
  }
  // Multiples of a line that holds a picture would leave a hole as high as the picture.
  const height = hasPicture && (spacing?.factor ?? 1) > 1 ? snapped : snapped * (spacing?.factor ?? 1)
  return { height, above: (height - natural) / 2 }
}
