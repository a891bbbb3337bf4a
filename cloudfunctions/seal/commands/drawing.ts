import type { SealType } from '#types/seal'
import { Refusal } from '#platform/kernel/refusal'
import { EmptyHandwriting, handwriting, type StrokePoint } from '#platform/pdf/appearance/handwriting'
import { systemSignature } from '#platform/pdf/appearance/text'
import type { VectorPicture } from '#platform/pdf/appearance/vector-picture'
import { FontSet, MissingGlyphs } from '#platform/pdf/fonts/font-set'
import { drawSeal } from '#platform/pdf/seal/seal-design'

let opened: FontSet | undefined

/** Fonts are read when something is first drawn; an instance keeps them. */
const fonts = () => (opened ??= FontSet.open())

/** Pads are at most 4,000 px wide and high; a pen that slips off one does not get this far. */
const farthest = 10_000

/**
 * A saved signature from pen strokes.
 * @throws Refusal SIGNATURE_EMPTY for an empty pad or mere dots; INPUT_INVALID for points that lie on no pad
 */
export function drawHandwriting(strokes: readonly (readonly StrokePoint[])[]): VectorPicture {
  if (strokes.some((stroke) => stroke.some(({ x, y }) => Math.abs(x) > farthest || Math.abs(y) > farthest)))
    throw new Refusal('INPUT_INVALID', { field: 'strokes' })
  try {
    return handwriting(strokes)
  } catch (e) {
    if (e instanceof EmptyHandwriting) throw new Refusal('SIGNATURE_EMPTY', { field: 'strokes' })
    throw e
  }
}

/** The verified name in regular script (SIGN-07 kind 3). @throws Refusal NAME_GLYPH {char} */
export const drawName = (name: string): VectorPicture => orMissingGlyph(() => systemSignature(fonts(), name))

/** Template style of an organization's seal (SEAL-11). @throws Refusal NAME_GLYPH {char}, SealError */
export const drawOrganizationSeal = (type: SealType, organizationName: string): VectorPicture =>
  orMissingGlyph(() => drawSeal({ kind: type, name: organizationName }, fonts()))

function orMissingGlyph(draw: () => VectorPicture): VectorPicture {
  try {
    return draw()
  } catch (e) {
    if (e instanceof MissingGlyphs)
      throw new Refusal('NAME_GLYPH', { params: { char: e.characters.join(' ') } })
    throw e
  }
}
