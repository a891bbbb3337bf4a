import type { Atom } from './atoms'
import { atomsOf } from './atoms'
import { drawParagraphBox, sameBox } from './paragraph-box'
import type { LayoutContext } from './layout-context'
import type { BrokenLine, LineBox } from './line-breaker'
import { breakLines } from './line-breaker'
import { lineMetrics } from './line-metrics'
import type { FlowInline, FlowParagraph } from './model'
import { placeLine } from './place-line'
import type { NoteStrips, Strip } from './strip'
import { heightOf } from './strip'

/** Neighbours decide about shared borders and about contextual spacing. */
export interface ParagraphNeighbours {
  before?: FlowParagraph
  after?: FlowParagraph
}

/** Lays a paragraph out as one strip a line. */
export function layoutParagraph(
  paragraph: FlowParagraph,
  width: number,
  context: LayoutContext,
  neighbours: ParagraphNeighbours = {},
): Strip[] {
  const { measure } = context
  const box = lineBox(paragraph, width, context.depth > 0)
  const options = {
    autoSpace: paragraph.autoSpace !== false,
    pageEstimate: context.estimate,
    maxWidth: Math.max(box.end - Math.max(box.start, 0), 1),
    maxHeight: context.maxHeight,
  }
  noteTotals(paragraph.inlines, context)
  const marker = markerAtoms(paragraph, context)
  const atoms = [...marker, ...atomsOf(paragraph.inlines, measure, options)]
  if (paragraph.inlines.some((inline) => inline.kind === 'graphic' && inline.width > options.maxWidth * 1.02))
    context.warn('PICTURE_NARROWED')
  const lines = breakLines(atoms, box, measure)
  const pitch = paragraph.snapToGrid === false ? undefined : context.linePitch
  const joinsBefore = sameBox(neighbours.before, paragraph)
  const joinsAfter = sameBox(paragraph, neighbours.after)
  let heading = paragraph.outlineLevel !== undefined

  return lines.map((line, index): Strip => {
    const metrics = lineMetrics(line.atoms, paragraph.style, paragraph.spacing?.line, pitch)
    const first = index === 0
    const last = index === lines.length - 1
    const before = lines[index - 1]
    const box4 = { first: first && !joinsBefore, last: last && !joinsAfter, between: last && joinsAfter }
    const extraTop = box4.first ? borderRoom(paragraph.borders?.top) : 0
    const extraBottom = box4.last ? borderRoom(paragraph.borders?.bottom) : 0
    const placed = {
      line,
      metrics,
      align: paragraph.align ?? 'left',
      start: first ? box.firstStart : box.start,
      end: box.end,
      columnWidth: width,
    }
    const isHeading = first && heading
    heading = false
    const notes = notesOf(line, width, context)
    return {
      height: metrics.height + extraTop + extraBottom,
      gapBefore: 0,
      glued: gluedToNext(paragraph, index, lines),
      ...(breakBefore(paragraph, index, before) ?? {}),
      ...(last && (line.ending === 'page' || line.ending === 'column') ? { breakAfter: line.ending } : {}),
      ...(notes.length > 0 ? { notes } : {}),
      draw(canvas, x, y) {
        const height = metrics.height + extraTop + extraBottom
        drawParagraphBox(paragraph, canvas, { x, y, width, height, indent: box }, box4)
        placeLine(placed, canvas, x, y + extraTop, measure)
        if (isHeading)
          canvas.outline.push({ title: textOf(paragraph), level: paragraph.outlineLevel ?? 1, y })
      },
    }
  })
}

function lineBox(paragraph: FlowParagraph, width: number, inCell: boolean): LineBox {
  const { left = 0, right = 0, first = 0 } = paragraph.indent ?? {}
  // Indents wider than the column would leave no room for a single letter.
  const least = Math.min(24, width)
  const start = Math.min(left, width - least)
  const end = Math.max(width - right, start + least)
  return {
    start,
    firstStart: Math.min(start + first, end - least),
    end,
    tabs: [...(paragraph.tabs ?? [])].sort((a, b) => a.position - b.position),
    defaultTab: paragraph.defaultTab ?? 21,
    // The ink of a closing mark fills the left half of its em; in a cell no more than the blank half may stand out.
    hang: inCell ? 0.5 : 1,
  }
}

/** The marker stands on the first line as text of its own, followed by a tab to the hanging indent, a space or nothing. */
function markerAtoms(paragraph: FlowParagraph, context: LayoutContext): Atom[] {
  const { marker } = paragraph
  if (!marker) return []
  const inlines: FlowInline[] = [{ kind: 'text', text: marker.text, style: marker.style }]
  const options = { autoSpace: true, pageEstimate: context.estimate, maxWidth: 1e4, maxHeight: 1e4 }
  const atoms = atomsOf(inlines, context.measure, options)
  const share = marker.align === 'right' ? 1 : marker.align === 'center' ? 0.5 : 0
  if (share > 0) {
    const back = atoms.reduce((sum, atom) => sum + atom.width + atom.gapAfter, 0) * share
    for (const atom of atoms) atom.shift = (atom.shift ?? 0) - back
    const last = atoms.at(-1)
    if (last) last.width -= back
  }
  for (const atom of atoms) atom.breakAfter = false
  const suffix: FlowInline | null =
    marker.suffix === 'nothing'
      ? null
      : marker.suffix === 'space'
        ? { kind: 'text', text: ' ', style: marker.style }
        : { kind: 'tab', style: marker.style }
  return suffix ? [...atoms, ...atomsOf([suffix], context.measure, options)] : atoms
}

/** Widow control keeps two lines together at either end of a paragraph. */
function gluedToNext(paragraph: FlowParagraph, index: number, lines: readonly BrokenLine[]): boolean {
  const line = lines[index]
  if (index === lines.length - 1) return paragraph.keepWithNext === true
  if (line?.ending === 'page' || line?.ending === 'column') return false
  if (paragraph.keepLines) return true
  return paragraph.widowControl !== false && (index === 0 || index === lines.length - 2)
}

function breakBefore(
  paragraph: FlowParagraph,
  index: number,
  before: BrokenLine | undefined,
): Pick<Strip, 'breakBefore'> | null {
  if (index === 0) return paragraph.pageBreakBefore ? { breakBefore: 'page' } : null
  if (before?.ending === 'page' || before?.ending === 'column') return { breakBefore: before.ending }
  return null
}

const borderRoom = (border: { width: number; space?: number } | undefined): number =>
  border ? border.width + (border.space ?? 1) : 0

function notesOf(line: BrokenLine, width: number, context: LayoutContext): NoteStrips[] {
  const notes: NoteStrips[] = []
  for (const { note } of line.atoms) {
    if (!note || context.depth > 8) continue
    const strips = context.layoutBlocks(note.blocks, width, { ...context, depth: context.depth + 1 })
    notes.push({ strips, height: heightOf(strips) })
  }
  return notes
}

function noteTotals(inlines: readonly FlowInline[], context: LayoutContext): void {
  if (inlines.some((inline) => inline.kind === 'field' && inline.field !== 'page')) context.onTotalUsed()
}

/** A paragraph's text with its marker, for the outline. */
function textOf(paragraph: FlowParagraph): string {
  const text = paragraph.inlines
    .map((inline) => (inline.kind === 'text' ? inline.text : inline.kind === 'tab' ? ' ' : ''))
    .join('')
  return `${paragraph.marker ? `${paragraph.marker.text} ` : ''}${text}`
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
