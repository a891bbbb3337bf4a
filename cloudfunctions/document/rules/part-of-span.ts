import type { PageText } from '#types/document'

/** Viewer points: origin at the top left, y down. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

type Span = PageText['spans'][number]

/**
 * The box of the characters from `from` to `to` (UTF-16 offsets) of a piece of text. A file gives the length of the
 * whole piece only; inside it characters share by their usual widths, exact for Chinese, near for Latin letters.
 */
export function boxOfPart(span: Span, from: number, to: number): Box {
  const { text, x, y, width, height } = span
  const whole = widthOf(text)
  if (whole === 0) return { x, y, width, height }
  const start = widthOf(text.slice(0, from)) / whole
  const share = widthOf(text.slice(from, to)) / whole
  switch (writingOf(span)) {
    case 'right':
      return rounded({ x: x + width * start, y, width: width * share, height })
    case 'left':
      return rounded({ x: x + width * (1 - start - share), y, width: width * share, height })
    case 'down':
      return rounded({ x, y: y + height * start, width, height: height * share })
    case 'up':
      return rounded({ x, y: y + height * (1 - start - share), width, height: height * share })
    case 'slanted':
      return { x, y, width, height }
  }
}

/** Boxes of one line that touch become one. */
export function joined(boxes: readonly Box[]): Box[] {
  const lines: Box[] = []
  for (const box of boxes) {
    const last = lines[lines.length - 1]
    if (last && continues(last, box)) {
      const right = Math.max(last.x + last.width, box.x + box.width)
      const bottom = Math.max(last.y + last.height, box.y + box.height)
      const x = Math.min(last.x, box.x)
      const y = Math.min(last.y, box.y)
      lines[lines.length - 1] = rounded({ x, y, width: right - x, height: bottom - y })
    } else lines.push(box)
  }
  return lines
}

function continues(before: Box, after: Box): boolean {
  const overlap = Math.min(before.y + before.height, after.y + after.height) - Math.max(before.y, after.y)
  const gap = after.x - (before.x + before.width)
  const least = Math.min(before.height, after.height)
  return overlap > least * 0.6 && Math.abs(gap) < least
}

function writingOf({ turned, text, width, height }: Span): 'right' | 'left' | 'down' | 'up' | 'slanted' {
  // Vertical writing is not turned; only its box stands upright.
  if (turned === 0) return text.length > 1 && height > width * 1.5 ? 'down' : 'right'
  if (turned === 90) return 'down'
  if (turned === -90 || turned === 270) return 'up'
  return Math.abs(turned) === 180 ? 'left' : 'slanted'
}

const marks = /\p{M}|\u00ad|[\u200b-\u200f\u2060\ufeff]/u
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u

/** Usual width of a text in ems of a proportional font. */
function widthOf(text: string): number {
  let sum = 0
  for (const character of text) {
    if (marks.test(character)) continue
    if (wide.test(character) || (character.codePointAt(0) ?? 0) > 0xffff) sum += 1
    else if (/[iljftrI.,:;'’|!()[\]\s]/.test(character)) sum += 0.3
    else if (/[mwMW@%&—…]/.test(character)) sum += 0.85
    else if (/\p{Lu}/u.test(character)) sum += 0.66
    else sum += 0.53
  }
  return sum
}

const round = (value: number): number => Math.round(value * 10) / 10
const rounded = ({ x, y, width, height }: Box): Box => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
})
