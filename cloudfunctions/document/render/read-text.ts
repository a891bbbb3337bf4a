import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { PageText, TextSpan } from './messages'

/** A page handed out holds at most this much; the rest is told as `truncated`. */
const maxSpans = 2_000
const maxCharacters = 20_000

type Matrix = readonly number[]

/** Text of one page with the place of each piece, so that it can be searched, selected and read aloud. Pages from 0. */
export async function readText(document: PDFDocumentProxy, page: number): Promise<PageText> {
  const proxy = await document.getPage(page + 1)
  try {
    // At scale 1 a viewport turns user space into viewer points: crop, rotation and UserUnit included.
    const viewport = proxy.getViewport({ scale: 1 })
    const { items, styles } = await proxy.getTextContent()
    const spans: TextSpan[] = []
    let characters = 0
    let truncated = false
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue
      characters += item.str.length
      if (spans.length >= maxSpans || characters > maxCharacters) {
        truncated = true
        break
      }
      const style = styles[item.fontName]
      const box = {
        at: times(viewport.transform, item.transform as Matrix),
        advance: (style?.vertical ? item.height : item.width) * viewport.scale * viewport.userUnit,
        ascent: style?.ascent,
        descent: style?.descent,
        vertical: style?.vertical ?? false,
      }
      spans.push({ text: item.str, ...placeOf(box) })
    }
    return { width: round(viewport.width), height: round(viewport.height), spans, truncated }
  } finally {
    proxy.cleanup()
  }
}

interface Run {
  /** From the font's em square to viewer points. */
  at: Matrix
  /** Length along the writing, viewer points. */
  advance: number
  /** Of the font, in ems; absent or 0 when the file does not say. */
  ascent?: number
  descent?: number
  vertical: boolean
}

/** The upright box around a run of text. Turned writing gets the box around its four corners. */
function placeOf({ at, advance, ascent, descent, vertical }: Run): Omit<TextSpan, 'text'> {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = at
  const em = Math.hypot(c, d) || Math.hypot(a, b)
  const along = unit(a, b)
  // In the em square y points up; in viewer points this is the direction towards the top of the letters.
  const up = unit(c, d)
  const top = em * (ascent || 0.88)
  const bottom = em * (descent || (ascent ? ascent - 1 : -0.12))
  const corners = vertical
    ? [-em / 2, em / 2].flatMap((side) =>
        [0, -advance].map((down) => [e + along.x * side + up.x * down, f + along.y * side + up.y * down]),
      )
    : [bottom, top].flatMap((height) =>
        [0, advance].map((far) => [e + along.x * far + up.x * height, f + along.y * far + up.y * height]),
      )
  const xs = corners.map(([x = 0]) => x)
  const ys = corners.map(([, y = 0]) => y)
  const x = Math.min(...xs)
  const y = Math.min(...ys)
  return {
    x: round(x),
    y: round(y),
    width: round(Math.max(...xs) - x),
    height: round(Math.max(...ys) - y),
    turned: Math.round((Math.atan2(along.y, along.x) * 180) / Math.PI),
  }
}

function unit(x: number, y: number): { x: number; y: number } {
  const length = Math.hypot(x, y) || 1
  return { x: x / length, y: y / length }
}

function times(m: Matrix, n: Matrix): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

const round = (value: number): number => Math.round(value * 10) / 10
