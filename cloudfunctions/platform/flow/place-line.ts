import type { PathCommand } from '../pdf/appearance/vector-picture'
import type { Atom } from './atoms'
import type { Canvas } from './canvas'
import { dashes, wave } from './canvas'
import { placeFloating } from './floating'
import { placeGraphic } from './graphic'
import type { BrokenLine } from './line-breaker'
import type { LineMetrics } from './line-metrics'
import { isWide } from './characters'
import type { Measure } from './measure'
import { faceFor, isEmboldened, riseOf, sizeOf } from './measure'
import type { FlowParagraph, TabStop, TextStyle } from './model'
import { formatPageNumber } from './numerals'

export interface PlacedLine {
  line: BrokenLine
  metrics: LineMetrics
  align: NonNullable<FlowParagraph['align']>
  /** of the text, from the column's left edge */
  start: number
  end: number
  columnWidth: number
}

const INK = '#000000'

interface Piece {
  atom: Atom
  text: string
  x: number
  /** advance as set, stretching included */
  width: number
  /** added after each character */
  spacing: number
  leader?: TabStop['leader']
}

/** Paints one line with its column's left edge at `left` and its top at `top`. */
export function placeLine(
  placed: PlacedLine,
  canvas: Canvas,
  left: number,
  top: number,
  measure: Measure,
): void {
  const pieces = setPieces(placed, canvas, measure)
  const baseline = top + placed.metrics.baseline
  for (const [from, to, style] of runsOf(pieces, (piece) => piece.atom.style.highlight))
    canvas.fill(
      left + from,
      top + placed.metrics.textTop,
      to - from,
      placed.metrics.textHeight,
      style.highlight ?? '',
    )
  for (const piece of pieces) {
    const { atom } = piece
    if (atom.graphic) placeGraphic(canvas, atom.graphic, left + piece.x, baseline - atom.graphic.height)
    if (atom.floating) placeFloating(canvas, atom.floating, { left, top, columnWidth: placed.columnWidth })
    if (atom.box)
      canvas.stroke(boxAround(left + piece.x, baseline, atom.box), atom.box * 0.045, atom.style.color ?? INK)
    if (piece.leader) drawLeader(canvas, piece, left, baseline, measure)
  }
  drawText(pieces, canvas, left, baseline)
  drawDecorations(pieces, canvas, left, baseline, placed.end)
}

/** Gives every atom its place: alignment, justification, tabs, page numbers. */
function setPieces(placed: PlacedLine, canvas: Canvas, measure: Measure): Piece[] {
  const { line, align, start, end } = placed
  const { pieces, trailing } = naturalPieces(line, canvas, measure)
  const natural = pieces.reduce((sum, piece) => sum + piece.width, 0) - trailing
  const room = end - start - natural
  const justified = align === 'distribute' || (align === 'justify' && line.ending === 'soft')
  if (justified && room > 0) stretch(pieces, room)
  let x = start
  // Text set with tabs keeps its stops: it is not centred or moved to the right as a whole.
  const hasTab = pieces.some((piece) => piece.atom.kind === 'tab')
  if (!hasTab && align === 'center') x += Math.max(room, 0) / 2
  if (!hasTab && align === 'right') x += Math.max(room, 0)
  for (const piece of pieces) {
    piece.x = x
    x += piece.width
  }
  return pieces
}

function naturalPieces(
  line: BrokenLine,
  canvas: Canvas,
  measure: Measure,
): { pieces: Piece[]; trailing: number } {
  const pieces: Piece[] = []
  let tab = 0
  const lastInk = lastInkIndex(line.atoms)
  let trailing = 0
  line.atoms.forEach((atom, index) => {
    if (atom.kind === 'break') return
    let { width, text } = atom
    let leader: TabStop['leader']
    if (atom.kind === 'tab') {
      width = line.tabWidths[tab] ?? 0
      leader = line.leaders[tab++]
    }
    if (atom.field) {
      text = formatPageNumber(
        canvas.numbers[atom.field.field] + (atom.field.plus ?? 0),
        atom.field.format ?? (atom.field.field === 'page' ? canvas.numbers.format : 'decimal'),
      )
      width = measure.width(text, atom.style)
    }
    if (index < lastInk) width += atom.gapAfter
    if (index > lastInk) trailing += width
    if (atom.softHyphen && line.ending === 'soft' && index === lastInk) {
      text += '-'
      width += measure.width('-', atom.style)
    }
    pieces.push({ atom, text, x: 0, width, spacing: atom.style.letterSpacing ?? 0, leader })
  })
  return { pieces, trailing }
}

/** Spaces at the end of a line do not count for alignment. */
function lastInkIndex(atoms: readonly Atom[]): number {
  for (let i = atoms.length - 1; i >= 0; i--) {
    const atom = atoms[i]
    if (atom && atom.kind !== 'space' && atom.kind !== 'break' && atom.kind !== 'floating') return i
  }
  return -1
}

/** Shares the room among the spaces and the places beside Chinese letters, after the last tab. */
function stretch(pieces: Piece[], room: number): void {
  const firstIndex = pieces.findLastIndex((piece) => piece.atom.kind === 'tab') + 1
  const lastIndex = pieces.findLastIndex(
    (piece) => piece.atom.kind !== 'space' && piece.atom.kind !== 'floating',
  )
  const places: [Piece, number][] = []
  let count = 0
  for (let i = firstIndex; i < lastIndex; i++) {
    const piece = pieces[i]
    const next = pieces[i + 1]
    if (!piece || !next) continue
    if (piece.atom.kind === 'space') places.push([piece, piece.text.length])
    else if (piece.atom.wide || next.atom.wide) places.push([piece, 1])
    else continue
    count += places.at(-1)?.[1] ?? 0
  }
  if (count === 0) return
  const each = room / count
  for (const [piece, share] of places) {
    piece.width += each * share
    if (piece.atom.kind === 'space' || (piece.atom.wide && piece.atom.gapAfter === 0)) piece.spacing += each
  }
}

/** Neighbours in one style and font become one text, as long as the writer's own advances bring them to their places. */
function drawText(pieces: readonly Piece[], canvas: Canvas, left: number, baseline: number): void {
  let run: { text: string; from: Piece; end: number } | null = null
  const flush = () => {
    if (!run || run.text.trim() === '') return (run = null)
    const { atom, spacing } = run.from
    const { style, face } = atom
    canvas.text({
      text: run.text,
      x: left + run.from.x + (atom.shift ?? 0),
      y: baseline - riseOf(style),
      size: sizeOf(style),
      face,
      color: style.color ?? INK,
      ...(stretchedBy(atom) === 1 ? {} : { stretch: stretchedBy(atom) }),
      ...(spacing ? { spacing } : {}),
      ...(style.italic ? { oblique: true } : {}),
      ...(isEmboldened(style, face) ? { emboldened: true } : {}),
    })
    run = null
  }
  for (const piece of pieces) {
    const { atom } = piece
    if (!hasText(atom)) continue
    const joins: boolean =
      run !== null &&
      run.from.atom.style === atom.style &&
      run.from.atom.face === atom.face &&
      // A space ends the text before it, so that words stay apart when the text is read out or copied.
      (isBlank(atom) || setAlike(run.from, piece)) &&
      atom.shift === undefined &&
      run.from.atom.shift === undefined &&
      Math.abs(run.end - piece.x) < 0.01
    if (!joins) flush()
    run ??= { text: '', from: piece, end: 0 }
    run.text += piece.text
    // The font's own space may be wider or narrower than the place it is given.
    const exact = !isBlank(atom) || (atom.style.spaceWidth === undefined && setAlike(run.from, piece))
    // Where extra room follows that the advances do not cover, the next piece begins a text of its own.
    const extra = run.from.spacing - (atom.style.letterSpacing ?? 0)
    run.end = !exact
      ? Number.NaN
      : piece.x + (atom.field ? piece.width : atom.width) + extra * [...piece.text].length
  }
  flush()
}

/** As the square □ stands in Chinese fonts: four fifths of the em, a little below the baseline. */
const boxAround = (x: number, baseline: number, em: number): PathCommand[] => [
  ['M', x + 0.12 * em, baseline - 0.76 * em],
  ['L', x + 0.88 * em, baseline - 0.76 * em],
  ['L', x + 0.88 * em, baseline],
  ['L', x + 0.12 * em, baseline],
  ['Z'],
]

const isBlank = (atom: Atom): boolean => atom.kind === 'space' || atom.text === ' '

const setAlike = (a: Piece, b: Piece): boolean =>
  stretchedBy(a.atom) === stretchedBy(b.atom) && Math.abs(a.spacing - b.spacing) < 0.001

const stretchedBy = (atom: Atom): number => atom.stretch ?? atom.style.stretch ?? 1

const hasText = (atom: Atom): boolean =>
  atom.kind === 'text' || atom.kind === 'space' || atom.kind === 'field' || atom.kind === 'note'

/** Stretches [from, to, style] of neighbours for which `key` gives the same value. */
function runsOf(
  pieces: readonly Piece[],
  key: (piece: Piece) => string | undefined,
): [number, number, TextStyle][] {
  const runs: [number, number, TextStyle][] = []
  let known: string | undefined
  for (const piece of pieces) {
    const value = piece.atom.kind === 'floating' ? known : key(piece)
    const last = runs.at(-1)
    if (value && value === known && last) last[1] = piece.x + piece.width
    else if (value) runs.push([piece.x, piece.x + piece.width, piece.atom.style])
    known = value
  }
  return runs
}

function drawDecorations(
  pieces: readonly Piece[],
  canvas: Canvas,
  left: number,
  baseline: number,
  end: number,
): void {
  const underlined = runsOf(pieces, ({ atom: { style } }) =>
    style.underline ? `${style.underline} ${style.underlineColor ?? style.color ?? ''}` : undefined,
  )
  for (const [from, to, style] of underlined) {
    // Spaces may hang over the edge; their line may not.
    const right = Math.min(to, Math.max(end, from))
    const size = sizeOf(style)
    const y = baseline + size * 0.14
    drawUnderline(canvas, left + from, left + right, y, size, style)
  }
  const struck = runsOf(pieces, ({ atom: { style } }) =>
    style.strike ? `${style.strike} ${style.color ?? ''}` : undefined,
  )
  for (const [from, to, style] of struck) {
    const size = sizeOf(style)
    const thickness = Math.max(size / 20, 0.5)
    const y = baseline - riseOf(style) - size * 0.32
    for (const offset of style.strike === 'double' ? [-thickness, thickness] : [0])
      canvas.rule(left + from, y + offset, to - from, thickness, style.color ?? INK)
  }
}

function drawUnderline(
  canvas: Canvas,
  from: number,
  to: number,
  y: number,
  size: number,
  style: TextStyle,
): void {
  const color = style.underlineColor ?? style.color ?? INK
  const thin = Math.max(size / 22, 0.5)
  switch (style.underline) {
    case 'double':
      canvas.rule(from, y, to - from, thin * 0.8, color)
      canvas.rule(from, y + thin * 2, to - from, thin * 0.8, color)
      return
    case 'thick':
      canvas.rule(from, y, to - from, thin * 2, color)
      return
    case 'dotted':
    case 'dashed': {
      const on = style.underline === 'dotted' ? 1 : 3
      for (const [at, length] of dashes(to - from, on, on === 1 ? 1 : 2))
        canvas.rule(from + at, y, length, thin, color)
      return
    }
    case 'wavy':
      canvas.stroke(wave(from, to, y + thin, 1.2), thin, color)
      return
    default:
      canvas.rule(from, y, to - from, thin, color)
  }
}

const LEADERS = { dots: '.', hyphens: '-', middleDots: '·' } as const

function drawLeader(canvas: Canvas, piece: Piece, left: number, baseline: number, measure: Measure): void {
  const { style } = piece.atom
  const size = sizeOf(style) || 10.5
  if (piece.leader === 'underline') {
    canvas.rule(
      left + piece.x,
      baseline + size * 0.1,
      piece.width,
      Math.max(size / 22, 0.5),
      style.color ?? INK,
    )
    return
  }
  const mark = LEADERS[piece.leader ?? 'dots']
  const face = faceFor(style, isWide(mark))
  const advance = measure.em(mark, face) * size
  const step = Math.max(advance, size * 0.4)
  // Leaders of all lines stand on one raster, counted from the column's edge.
  const first = Math.ceil((piece.x + size * 0.2) / step)
  const count = Math.floor((piece.x + piece.width - size * 0.1) / step) - first
  if (count < 1 || count > 2000) return
  canvas.text({
    text: mark.repeat(count),
    x: left + first * step,
    y: baseline,
    size,
    face,
    color: style.color ?? INK,
    spacing: step - advance,
  })
}
