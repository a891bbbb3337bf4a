import { isName, PdfDict, PdfRef, PdfStream, type PdfValue } from './objects'
import type { Box, PdfPage } from './page-tree'
import type { PdfReader } from './reader'
import { formatNumber } from './serialize'

/** An appearance as part of the page: the form XObject and the matrix that puts it where the annotation was. */
export interface FlatAnnotation {
  form: PdfRef
  /** operand list of `cm` */
  matrix: string
}

// Hidden, NoView (§12.5.3).
const UNSEEN = (1 << 1) | (1 << 5)

/**
 * What the annotations of a page show, for pages that are taken over without them: stamps, notes, filled form fields.
 * Links and pop-ups show nothing of their own.
 */
export function visibleAnnotations(reader: PdfReader, page: PdfPage): FlatAnnotation[] {
  return (reader.getArray(page.dict, 'Annots') ?? []).flatMap((item) => {
    const annotation = reader.resolve(item)
    if (!(annotation instanceof PdfDict)) return []
    const flags = reader.get(annotation, 'F')
    if (typeof flags === 'number' && (flags & UNSEEN) !== 0) return []
    const subtype = reader.get(annotation, 'Subtype')
    if (isName(subtype, 'Link') || isName(subtype, 'Popup')) return []
    const form = normalAppearance(reader, annotation)
    const rect = boxOf(reader, annotation.get('Rect'))
    const stream = form && reader.resolve(form)
    if (!form || !rect || !(stream instanceof PdfStream)) return []
    const matrix = placing(reader, stream.dict, rect)
    return matrix ? [{ form, matrix }] : []
  })
}

/** /AP /N, or the state of it that /AS names. */
function normalAppearance(reader: PdfReader, annotation: PdfDict): PdfRef | null {
  const appearance = reader.getDict(annotation, 'AP')
  const normal = appearance?.get('N')
  if (normal instanceof PdfRef && reader.resolve(normal) instanceof PdfStream) return normal
  const states = reader.resolve(normal ?? null)
  const state = reader.get(annotation, 'AS')
  if (!(states instanceof PdfDict) || !isName(state)) return null
  const chosen = states.get(state.value)
  return chosen instanceof PdfRef && reader.resolve(chosen) instanceof PdfStream ? chosen : null
}

/** ISO 32000-2 §12.5.5, algorithm 8.1: the transformed appearance box is fitted to the annotation's rectangle. */
function placing(reader: PdfReader, form: PdfDict, rect: Box): string | null {
  const box = boxOf(reader, form.get('BBox'))
  if (!box) return null
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(reader, form.get('Matrix'))
  const corners = [
    [box[0], box[1]],
    [box[0], box[3]],
    [box[2], box[1]],
    [box[2], box[3]],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const)
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)]
  const width = Math.max(...xs) - left
  const height = Math.max(...ys) - bottom
  if (!(width > 0) || !(height > 0)) return null
  const sx = (rect[2] - rect[0]) / width
  const sy = (rect[3] - rect[1]) / height
  return [sx, 0, 0, sy, rect[0] - left * sx, rect[1] - bottom * sy].map(formatNumber).join(' ')
}

function boxOf(reader: PdfReader, value: PdfValue | undefined): Box | null {
  const [a, b, c, d] = numbersOf(reader, value)
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
}

function numbersOf(reader: PdfReader, value: PdfValue | undefined): number[] {
  const array = reader.resolve(value ?? null)
  if (!Array.isArray(array)) return []
  const numbers = array.map((item) => reader.resolve(item))
  return numbers.every((item): item is number => typeof item === 'number') ? numbers : []
}
