import type { Drawing, DrawingItem } from './appearance/drawing'
import type { VectorShape } from './appearance/vector-picture'
import { tick } from './controls/draw-choices'
import type { TextProperties } from './controls/control'
import {
  layText,
  placeLines,
  type TextBox,
  TextDoesNotFit,
  type TextSetting,
  wrapText,
} from './controls/text-layout'
import { FontSet, MissingGlyphs } from './fonts/font-set'
import { type DefaultAppearance, hexColor, readDefaultAppearance } from './form-text-style'
import { type FormField, inheritedOf, readFormFields, widgetsOf } from './form-fields'
import { UploadError } from './inspect'
import { isName, isString, PdfDict, PdfRef, PdfStream, type PdfString, type PdfValue } from './objects'
import type { PdfReader } from './reader'
import { appearanceOf, rectOf, rotationOf, uprightSize } from './slots'
import { decodeTextString } from './text-string'
import type { IncrementalUpdate } from './writer'

// Field flags (§12.7.5).
const MULTI_LINE = 1 << 12
const PASSWORD = 1 << 13
const PUSH_BUTTON = 1 << 16
const COMBO = 1 << 17
const COMB = 1 << 24
/** What viewers lay behind the chosen options of a list box. */
const CHOSEN = '#99c1da'

/**
 * An uploaded form must not change its look later: with /NeedAppearances a viewer would draw all fields anew, our
 * places among them, and an XFA form would be shown instead of the pages that are signed. What a viewer would have
 * drawn is drawn now, and both go. Errors: UploadError when a value has a character that no font has.
 */
export function makeFormFixed(update: IncrementalUpdate, fonts?: FontSet): void {
  const { reader } = update
  const held = reader.catalog.get('AcroForm')
  const form = reader.resolve(held)
  if (!(form instanceof PdfDict)) return
  const all = reader.get(form, 'NeedAppearances') === true
  for (const field of readFormFields(reader).values())
    for (const { ref, dict } of widgetsOf(reader, field)) {
      const drawing = drawingOf(reader, form, field, dict, all, () => fonts ?? FontSet.open())
      if (drawing) update.set(ref, dict.copy().set('AP', appearanceOf(update, dict, drawing)))
    }
  const copy = form.copy().delete('XFA').delete('NeedAppearances')
  if (copy.entries.size === form.entries.size) return
  if (held instanceof PdfRef) update.set(held, copy)
  else {
    const catalog = update.current(reader.catalogRef)
    if (catalog instanceof PdfDict) update.set(reader.catalogRef, catalog.copy().set('AcroForm', copy))
  }
}

/** null where the widget keeps the appearance it has, or has nothing to show. */
function drawingOf(
  reader: PdfReader,
  form: PdfDict,
  field: FormField,
  widget: PdfDict,
  all: boolean,
  fonts: () => FontSet,
): Drawing | null {
  const has = reader.getDict(widget, 'AP') !== null
  const flags = Number(inheritedOf(reader, field.dict, 'Ff') ?? 0)
  const value = inheritedOf(reader, field.dict, 'V')
  const rect = rectOf(reader, widget)
  const [width, height] = rect ? uprightSize(rect, rotationOf(reader, widget)) : [0, 0]
  if (width <= 0 || height <= 0) return null
  if (field.type === 'Btn') {
    // A button that has appearances is shown in the state that /AS names.
    const broken = all && hasBrokenState(reader, widget, value)
    if ((has && !broken) || (flags & PUSH_BUTTON) !== 0) return null
    const items = broken ? frameOf(reader, widget, width, height) : []
    if (isOn(reader, widget, value)) items.push(tickIn(width, height))
    return has || items.length > 0 ? { width, height, items } : null
  }
  if (field.type !== 'Tx' && field.type !== 'Ch') return null
  const text = valueText(reader, field, value)
  if (has && !all) return null
  const style = readDefaultAppearance(reader, form, inheritedOf(reader, widget, 'DA'))
  const lines = (flags & MULTI_LINE) !== 0 && field.type === 'Tx' ? 'many' : 'one'
  const shown = (flags & PASSWORD) !== 0 ? '*'.repeat([...text].length) : text
  const cells = (flags & COMB) !== 0 ? Number(inheritedOf(reader, field.dict, 'MaxLen') ?? 0) : 0
  const quadding = inheritedOf(reader, widget, 'Q') ?? reader.get(form, 'Q')
  const align = quadding === 1 ? 'center' : quadding === 2 ? 'right' : 'left'
  const frame = frameOf(reader, widget, width, height)
  const isList = field.type === 'Ch' && (flags & COMBO) === 0
  try {
    const items = isList
      ? layList(listOf(reader, field, value), fonts, { width, height }, { ...style, align })
      : shown === ''
        ? []
        : setText(shown, fonts(), { width, height }, { ...style, align, lines }, cells)
    // An old look that no longer agrees with an empty value goes; where there is nothing to see, nothing is written.
    return has || frame.length + items.length > 0 ? { width, height, items: [...frame, ...items] } : null
  } catch (error) {
    if (error instanceof MissingGlyphs)
      throw new UploadError('FILE_UNREADABLE', `form field: ${error.message}`)
    throw error
  }
}

function tickIn(width: number, height: number): DrawingItem {
  const side = Math.min(width, height) * 0.8
  const d = tick((width - side) / 2, (height - side) / 2, side)
  return { kind: 'shapes', shapes: [{ d, stroke: '#000000', strokeWidth: side / 8 }] }
}

/** The state that is shown has a picture that is none: a viewer told to draw the fields draws this one too. */
function hasBrokenState(reader: PdfReader, widget: PdfDict, value: PdfValue): boolean {
  const state = reader.get(widget, 'AS') ?? value
  const normal = reader.getDict(reader.getDict(widget, 'AP') ?? new PdfDict(), 'N')
  const shown = normal && isName(state) ? reader.get(normal, state.value) : null
  if (shown === null) return false
  return !(shown instanceof PdfStream) || rectOf(reader, shown.dict, 'BBox') === null
}

function isOn(reader: PdfReader, widget: PdfDict, value: PdfValue): boolean {
  const state = reader.get(widget, 'AS') ?? value
  return isName(state) && state.value !== 'Off' && state.value !== ''
}

/** What the field shows: of a choice the option's text, not its export value. */
function valueText(reader: PdfReader, field: FormField, value: PdfValue): string {
  const texts = textsOf(reader, value)
  if (field.type === 'Tx') return texts.join('')
  const labels = new Map(optionsOf(reader, field))
  return texts.map((text) => labels.get(text) ?? text).join(' ')
}

const textsOf = (reader: PdfReader, value: PdfValue): string[] =>
  (Array.isArray(value) ? value : [value])
    .map((item) => reader.resolve(item))
    .filter((item): item is PdfString => isString(item))
    .map(decodeTextString)

/** Export value and text of each option of a choice (§12.7.5.4). */
function optionsOf(reader: PdfReader, field: FormField): [string, string][] {
  const options = inheritedOf(reader, field.dict, 'Opt')
  return (Array.isArray(options) ? options : []).flatMap((item): [string, string][] => {
    const option = reader.resolve(item)
    const [value, label = value] = textsOf(reader, option)
    return value === undefined || label === undefined ? [] : [[value, label]]
  })
}

interface ListLine {
  text: string
  chosen: boolean
}

/** A list box shows its options from the one at /TI on, whether chosen or not. */
function listOf(reader: PdfReader, field: FormField, value: PdfValue): ListLine[] {
  const chosen = new Set(textsOf(reader, value))
  const top = inheritedOf(reader, field.dict, 'TI')
  return optionsOf(reader, field)
    .slice(typeof top === 'number' && top > 0 ? top : 0)
    .map(([key, text]) => ({ text, chosen: chosen.has(key) || chosen.has(text) }))
}

/** One line an option, as many as can be seen. */
function layList(
  options: readonly ListLine[],
  fonts: () => FontSet,
  { width, height }: { width: number; height: number },
  setting: Omit<TextSetting, 'size' | 'lines'> & DefaultAppearance,
): DrawingItem[] {
  const style = { ...setting, size: setting.size || 12, lines: 'one' as const }
  const step = 1.15 * style.size
  return options.slice(0, Math.ceil(height / step)).flatMap(({ text, chosen }, i): DrawingItem[] => {
    const line = { x: 1, y: 1 + i * step, width: Math.max(1, width - 2), height: step }
    const ground = chosen ? [{ d: boxPath(line), fill: CHOSEN }] : []
    const words = placeLines(wrapText(text.replace(/\s+/g, ' '), fonts(), 1e6, style), line, style)
    return ground.length > 0 ? [{ kind: 'shapes', shapes: ground }, ...words] : words
  })
}

const boxPath = ({ x, y, width, height }: TextBox): VectorShape['d'] => [
  ['M', x, y],
  ['L', x + width, y],
  ['L', x + width, y + height],
  ['L', x, y + height],
  ['Z'],
]

/** In the box; cut by its edge where a viewer would cut it too. */
function setText(
  text: string,
  fonts: FontSet,
  { width, height }: { width: number; height: number },
  setting: Omit<TextSetting, 'size'> & DefaultAppearance,
  cells: number,
): DrawingItem[] {
  const size = setting.size || (setting.lines === 'many' ? 12 : Math.max(4, Math.min(24, 0.72 * height)))
  const style: TextSetting & TextProperties = {
    ...setting,
    size,
    vertical: setting.lines === 'many' ? 'top' : 'center',
  }
  const box: TextBox = { x: 1, y: 1, width: Math.max(1, width - 2), height: Math.max(1, height - 2) }
  try {
    return cells >= [...text].length
      ? layCells(text, fonts, { width, height }, style, cells)
      : layText(text, fonts, box, style)
  } catch (error) {
    if (!(error instanceof TextDoesNotFit)) throw error
    const wide = setting.lines === 'one' ? 1e6 : box.width
    return placeLines(
      wrapText(text.replace(setting.lines === 'one' ? /\s+/g : /$^/, ' '), fonts, wide, style),
      box,
      {
        ...style,
        align: 'left',
      },
    )
  }
}

/** One character a cell (comb fields). */
function layCells(
  text: string,
  fonts: FontSet,
  { width, height }: { width: number; height: number },
  style: TextSetting,
  cells: number,
): DrawingItem[] {
  const cell = width / cells
  return [...text].flatMap((character, i) =>
    character === ' '
      ? []
      : layText(character, fonts, { x: i * cell, y: 0, width: cell, height }, { ...style, align: 'center' }),
  )
}

/** Ground and border (/MK). */
function frameOf(reader: PdfReader, widget: PdfDict, width: number, height: number): DrawingItem[] {
  const look = reader.getDict(widget, 'MK')
  if (!look) return []
  const style = reader.getDict(widget, 'BS')
  const given = style && reader.get(style, 'W')
  const line = typeof given === 'number' ? given : 1
  const shapes: VectorShape[] = []
  const box = (inset: number): VectorShape['d'] =>
    boxPath({ x: inset, y: inset, width: width - 2 * inset, height: height - 2 * inset })
  const ground = colorOf(reader.getArray(look, 'BG')?.map((part) => reader.resolve(part)))
  if (ground) shapes.push({ d: box(0), fill: ground })
  const border = colorOf(reader.getArray(look, 'BC')?.map((part) => reader.resolve(part)))
  if (border && line > 0) shapes.push({ d: box(line / 2), stroke: border, strokeWidth: line })
  return shapes.length > 0 ? [{ kind: 'shapes', shapes }] : []
}

function colorOf(parts: readonly PdfValue[] | undefined): string | null {
  const numbers = (parts ?? []).filter((part): part is number => typeof part === 'number')
  return numbers.length === 0 ? null : hexColor(numbers)
}
