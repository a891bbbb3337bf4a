import type { DrawingItem } from '../appearance/drawing'
import { EM_TOP, type FontFace, type FontSet, MissingGlyphs } from '../fonts/font-set'
import { DEFAULT_SIZE, type TextProperties } from './control'
import { breakable, type BreakableText, type BrokenLine, breakLines } from './line-breaking'

/** Text is drawn smaller to fit its box, but never smaller than this, points (unless its own size is smaller). */
export const MINIMUM_SIZE = 6
/** Distance from the box to its text on the left and right, points. */
export const PADDING = 1
/** From baseline to baseline, of the size. */
const LINE_HEIGHT = 1.4
const STEP = 0.5

/** The text does not fit its box even at the smallest size. Nothing is cut off: the caller says LENGTH. */
export class TextDoesNotFit extends Error {
  readonly code = 'LENGTH'
  constructor(readonly text: string) {
    super(`${[...text].length} characters do not fit the box`)
    this.name = 'TextDoesNotFit'
  }
}

export interface TextBox {
  x: number
  y: number
  width: number
  height: number
}

export interface TextSetting extends TextProperties {
  /** one line, or as many as fit */
  lines: 'one' | 'many'
  /** where the lines stand in the box; centre when absent */
  vertical?: 'top' | 'center'
}

/** Lines of a text at the largest size that fits. */
export interface FittedText {
  size: number
  lines: BrokenLine[]
  /** height of all lines, points */
  height: number
}

/** The face for the properties; the regular script has no bold of its own and is thickened. */
export function faceOf({ font = 'hei', bold }: TextProperties): FontFace {
  if (!bold || font === 'kai') return font
  return `${font}-bold`
}

/** What a character of the set size takes is known beforehand: the widest are one em. TPL-49 "up to n characters". */
export function capacityOf(box: { width: number; height: number }, text: TextSetting): number {
  const size = text.size ?? DEFAULT_SIZE
  const across = Math.max(0, Math.floor((box.width - 2 * PADDING) / size + 1e-9))
  if (text.lines === 'one') return across
  return across * Math.max(1, Math.floor((box.height / size - 1) / LINE_HEIGHT + 1 + 1e-9))
}

/** Size of a box that takes so many full-width characters on one line at the set size. */
export const boxFor = (
  capacity: number,
  { size = DEFAULT_SIZE }: TextProperties,
): { width: number; height: number } => ({
  width: capacity * size + 2 * PADDING,
  height: size * LINE_HEIGHT,
})

/**
 * Fits a text into a width and height: at the set size, else smaller by half points. Errors: MissingGlyphs naming every
 * character that no font has, TextDoesNotFit.
 */
export function fitText(
  text: string,
  fonts: FontSet,
  { width, height }: { width: number; height: number },
  setting: TextSetting,
): FittedText {
  const broken = takeApart(text, fonts, setting)
  const inner = Math.max(0, width - 2 * PADDING)
  for (const size of sizesFor(setting, height)) {
    const fitted = setAt(broken, size, setting.lines === 'one' ? Infinity : inner)
    if (fitted.height <= height + 1e-6 && widestOf(fitted) <= inner + 1e-6) return fitted
  }
  throw new TextDoesNotFit(text)
}

/** Sizes to try, largest first: the set one and smaller ones by half points. What is higher than the box is left out. */
export function* sizesFor({ size: set = DEFAULT_SIZE }: TextProperties, height: number): Generator<number> {
  const tooHigh = Math.max(0, Math.ceil((set - height) / STEP - 1e-6))
  for (let size = set - tooHigh * STEP; size >= Math.min(MINIMUM_SIZE, set); size -= STEP) yield size
}

/**
 * A text in lines of a width, exactly at its set size; for what is shrunk together with other texts. A single
 * character wider than the width sticks out (`widestOf`). Error: MissingGlyphs.
 */
export function wrapText(text: string, fonts: FontSet, width: number, setting: TextProperties): FittedText {
  const broken = takeApart(text, fonts, { ...setting, lines: 'many' })
  return setAt(broken, setting.size ?? DEFAULT_SIZE, Math.max(0, width - 2 * PADDING))
}

/** Width of the longest line, points. */
export const widestOf = ({ lines, size }: FittedText): number =>
  Math.max(0, ...lines.map(({ width }) => width)) * size

function takeApart(text: string, fonts: FontSet, setting: TextSetting): BreakableText {
  const face = faceOf(setting)
  const source = setting.lines === 'one' ? text.replace(/\s+/g, ' ').trim() : text
  const missing = fonts.missingIn(source.replace(/\s/g, ''), face)
  if (missing.length > 0) throw new MissingGlyphs(missing)
  return breakable(source, (cluster) => fonts.widthOf(cluster, face))
}

function setAt(broken: BreakableText, size: number, width: number): FittedText {
  const lines = breakLines(broken, width / size)
  return { size, lines, height: heightOf(lines.length, size) }
}

const heightOf = (lines: number, size: number): number => ((lines - 1) * LINE_HEIGHT + 1) * size

/** Text of a control in its box: shrunk to fit, aligned, centred from top to bottom. Errors as `fitText`. */
export function layText(text: string, fonts: FontSet, box: TextBox, setting: TextSetting): DrawingItem[] {
  return placeLines(fitText(text, fonts, box, setting), box, setting)
}

/** Fitted lines as drawing items; empty lines leave their space. */
export function placeLines(
  { lines, size, height }: FittedText,
  box: TextBox,
  { align = 'left', vertical = 'center', ...properties }: TextSetting,
): DrawingItem[] {
  const top = box.y + (vertical === 'center' ? Math.max(0, (box.height - height) / 2) : 0)
  const inner = box.width - 2 * PADDING
  return lines.flatMap(({ text, width }, i): DrawingItem[] => {
    if (text === '') return []
    const free = inner - width * size
    const shift = align === 'left' ? 0 : align === 'right' ? free : free / 2
    return [
      {
        kind: 'text',
        text,
        x: box.x + PADDING + shift,
        y: top + (i * LINE_HEIGHT - EM_TOP) * size,
        size,
        face: faceOf(properties),
        ...(properties.color === undefined ? {} : { color: properties.color }),
        ...(properties.bold && properties.font === 'kai' ? { emboldened: true } : {}),
      },
    ]
  })
}
