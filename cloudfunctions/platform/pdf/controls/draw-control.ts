import type { Drawing, DrawingItem } from '../appearance/drawing'
import type { FontSet } from '../fonts/font-set'
import {
  type Approval,
  type ApprovalControl,
  type Control,
  type ControlKind,
  type ControlKinds,
  DEFAULT_SIZE,
  type DrawnValues,
  type Region,
  type TextProperties,
} from './control'
import { formatDate } from './date-format'
import { grouped } from './decimal'
import { choicesHeight, drawChoices } from './draw-choices'
import { fitImage, fitImages } from './draw-images'
import { drawTable } from './draw-table'
import { layText, type TextBox, TextDoesNotFit } from './text-layout'

/** Size of a control's box in points. */
export interface ControlSize {
  width: number
  height: number
}

type Draw<K extends ControlKind> = (
  control: ControlKinds[K],
  value: DrawnValues[K],
  fonts: FontSet,
  box: TextBox,
) => DrawingItem[]

/**
 * What a control shows: its value set in its box. null, and a value of nothing, draws nothing. The value has passed
 * `checkValue`. Errors: MissingGlyphs naming the characters that no font has, TextDoesNotFit (LENGTH) when it does not
 * fit even at the smallest size. Nothing is ever cut off.
 */
export function drawControl<K extends ControlKind>(
  control: Control<K>,
  value: DrawnValues[K] | null,
  fonts: FontSet,
  size: ControlSize,
): Drawing {
  const { width, height } = size
  if (value === null) return { width, height, items: [] }
  const draw: Draw<K> = DRAWERS[control.kind as K]
  return { width, height, items: draw(control, value, fonts, { x: 0, y: 0, width, height }) }
}

/** Blank text leaves no mark, not even an empty line. */
const text =
  (lines: 'one' | 'many') =>
  (control: TextProperties, value: string, fonts: FontSet, box: TextBox): DrawingItem[] =>
    value.trim() === ''
      ? []
      : layText(value, fonts, box, { ...control, lines, vertical: lines === 'one' ? 'center' : 'top' })

const line = text('one')
const paragraph = text('many')

const date = (
  control: ControlKinds['date' | 'signing-date'],
  value: string,
  fonts: FontSet,
  box: TextBox,
): DrawingItem[] => line(control, formatDate(value, control.format), fonts, box)

const DRAWERS: { [K in ControlKind]: Draw<K> } = {
  text: line,
  'multi-line-text': paragraph,
  'check-boxes': (control, value, fonts, box) =>
    drawChoices(
      {
        options: control.options,
        ticked: value,
        arrangement: control.arrangement ?? 'row',
        properties: control,
      },
      fonts,
      box,
    ),
  selector: line,
  number: (control, value, fonts, box) => line(control, control.grouped ? grouped(value) : value, fonts, box),
  date,
  image: (_, image, __, box) => [fitImage(image, box)],
  attachment: (control, images, _, box) => (control.placement === 'inside' ? fitImages(images, box) : []),
  email: line,
  address: paragraph,
  education: line,
  gender: line,
  table: (control, rows, fonts, box) => (rows.length === 0 ? [] : drawTable(control, rows, fonts, box)),
  region: (control, value, fonts, box) => line(control, regionText(value), fonts, box),
  'signer-information': paragraphInMiddle,
  'signing-opinion': paragraphInMiddle,
  approval: drawApproval,
  'signing-date': date,
}

/** A company's full name may need a second line; on one line it stands like single-line text. */
function paragraphInMiddle(
  control: TextProperties,
  value: string,
  fonts: FontSet,
  box: TextBox,
): DrawingItem[] {
  return value.trim() === ''
    ? []
    : layText(value, fonts, box, { ...control, lines: 'many', vertical: 'center' })
}

/** 北京市 is province and city at once and is said once. */
function regionText({ province, city, district }: Region): string {
  return [province, city, district].filter((name, i, names) => name !== names[i - 1]).join('')
}

/** Comments on top at their own height, remarks in what is left; a half that was deleted leaves its room. */
function drawApproval(
  { comments, remarks }: ApprovalControl,
  value: Approval,
  fonts: FontSet,
  box: TextBox,
): DrawingItem[] {
  const written = remarks && value.remarks.trim() !== '' ? value.remarks : null
  if (!comments) return remarks && written ? paragraph(remarks, written, fonts, box) : []
  const choices = {
    options: comments.options,
    ticked: value.comments,
    arrangement: 'row',
    properties: comments,
  } as const
  if (value.comments.length === 0) return remarks && written ? paragraph(remarks, written, fonts, box) : []
  if (!remarks || !written) return drawChoices(choices, fonts, box)
  // Comments yield room when they are long, but remarks keep at least one line.
  const gap = (comments.size ?? DEFAULT_SIZE) / 2
  const needed = choicesHeight(choices, fonts, box.width)
  const upper = Math.min(needed, box.height - gap - (remarks.size ?? DEFAULT_SIZE))
  if (upper <= 0) throw new TextDoesNotFit(written)
  const rest = { ...box, y: box.y + upper + gap, height: box.height - upper - gap }
  return [
    ...drawChoices(choices, fonts, { ...box, height: upper }),
    ...paragraph(remarks, written, fonts, rest),
  ]
}
