import type { PageText } from '#types/document'

type Span = PageText['spans'][number]

/** Layer px of one point. Type is set this much larger and shrunk as a whole: browsers enlarge very small type. */
export const grain = 4

/** A piece of text as it is laid over its image; px of the layer, whose origin is the top left of the page. */
export interface LaidSpan {
  text: string
  left: number
  top: number
  fontSize: number
  /** CSS transform about `origin` that turns the piece and brings it to its length. */
  transform: string
  origin: '0 0' | '50% 50%'
  vertical: boolean
  /** What copying puts after it. */
  then: 'line' | 'space' | 'nothing'
}

/**
 * Lays the pieces of a page over its image. `measure` is the length of a text in ems of the layer's font; each piece
 * is stretched to the length it has on the page, whatever font the browser has.
 */
export function layText(spans: readonly Span[], measure: (text: string) => number): LaidSpan[] {
  return spans.map((span, index) => {
    const next = spans[index + 1]
    const ems = Math.max(0.01, measure(span.text))
    return { text: span.text, ...placed(span, ems), then: next ? between(span, next) : 'line' }
  })
}

function placed(span: Span, ems: number): Omit<LaidSpan, 'text' | 'then'> {
  const { x, y, width, height, turned } = span
  const upright = turned === 0
  // Vertical writing is not turned; only its box stands upright.
  if (upright && span.text.length > 1 && height > width * 1.5)
    return {
      ...at(x, y, width),
      transform: `scaleY(${ratio(height, ems * width)})`,
      origin: '0 0',
      vertical: true,
    }
  if (upright) return { ...at(x, y, height), transform: `scaleX(${ratio(width, ems * height)})`, ...lying }
  if (turned === 90)
    return {
      ...at(x + width, y, width),
      transform: `rotate(90deg) scaleX(${ratio(height, ems * width)})`,
      ...lying,
    }
  if (turned === -90 || turned === 270)
    return {
      ...at(x, y + height, width),
      transform: `rotate(-90deg) scaleX(${ratio(height, ems * width)})`,
      ...lying,
    }
  if (Math.abs(turned) === 180)
    return {
      ...at(x + width, y + height, height),
      transform: `rotate(180deg) scaleX(${ratio(width, ems * height)})`,
      ...lying,
    }
  // Slanted: the box around a turned strip is as wide as length x cos + em x sin.
  const angle = (turned * Math.PI) / 180
  const em = width / (ems * Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle)))
  const left = x + width / 2 - (ems * em) / 2
  return {
    ...at(left, y + height / 2 - em / 2, em),
    transform: `rotate(${turned}deg)`,
    origin: '50% 50%',
    vertical: false,
  }
}

const lying = { origin: '0 0', vertical: false } as const

const at = (left: number, top: number, em: number) => ({
  left: round(left * grain),
  top: round(top * grain),
  fontSize: round(em * grain),
})

/** Copied text keeps the lines of the page, and the gaps between words that are drawn as separate pieces. */
function between(span: Span, next: Span): LaidSpan['then'] {
  if (span.turned !== next.turned) return 'line'
  const lengthwise = Math.abs(span.turned) % 180 === 90
  const [start, size, along, length] = lengthwise
    ? (['x', 'width', 'y', 'height'] as const)
    : (['y', 'height', 'x', 'width'] as const)
  const least = Math.min(span[size], next[size])
  const overlap =
    Math.min(span[start] + span[size], next[start] + next[size]) - Math.max(span[start], next[start])
  if (overlap < least * 0.5) return 'line'
  const gap =
    next[along] > span[along]
      ? next[along] - span[along] - span[length]
      : span[along] - next[along] - next[length]
  if (/\s$/.test(span.text) || /^\s/.test(next.text)) return 'nothing'
  const latin = /[\u0021-\u024f]$/.test(span.text) || /^[\u0021-\u024f]/.test(next.text)
  return gap > least * (latin ? 0.18 : 0.8) ? 'space' : 'nothing'
}

const ratio = (wanted: number, natural: number) => Math.round((wanted / Math.max(0.01, natural)) * 1e4) / 1e4
const round = (value: number) => Math.round(value * 10) / 10
