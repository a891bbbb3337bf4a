import type { Atom } from './atoms'
import type { Measure } from './measure'
import type { TabStop } from './model'

/** One line of a paragraph: which atoms stand on it and how wide its tabs have become. */
export interface BrokenLine {
  atoms: Atom[]
  /** advance of each tab atom, in order */
  tabWidths: number[]
  /** leaders of those tabs */
  leaders: (TabStop['leader'] | undefined)[]
  /** a line, page or column break stands at its end, or the paragraph ends */
  ending: 'soft' | 'line' | 'page' | 'column' | 'paragraph'
}

export interface LineBox {
  /** from the column's left edge to the first line's text */
  firstStart: number
  /** from the column's left edge to the other lines' text */
  start: number
  /** from the column's left edge to the right indent */
  end: number
  tabs: readonly TabStop[]
  defaultTab: number
  /** how much of a closing mark at the end of a line may stand outside, as a share of its width */
  hang: number
}

const EPSILON = 0.01

/**
 * Fills lines greedily, going back to the last place where a line may end. Every atom lands on exactly one line; a
 * word wider than a line is cut.
 */
export function breakLines(source: readonly Atom[], box: LineBox, measure: Measure): BrokenLine[] {
  const lines: BrokenLine[] = []
  const atoms = [...source]
  let from = 0
  while (from < atoms.length || lines.length === 0) {
    const start = lines.length === 0 ? box.firstStart : box.start
    const filled = fillLine(atoms, from, start, box, measure)
    lines.push(filled.line)
    from = filled.next
  }
  const last = lines.at(-1)
  if (last?.ending === 'soft') last.ending = 'paragraph'
  // After a line break the end of the paragraph stands on a line of its own; after a page break it does not.
  if (last?.ending === 'line') lines.push({ atoms: [], tabWidths: [], leaders: [], ending: 'paragraph' })
  return lines
}

function fillLine(
  atoms: Atom[],
  from: number,
  start: number,
  box: LineBox,
  measure: Measure,
): { line: BrokenLine; next: number } {
  const line: BrokenLine = { atoms: [], tabWidths: [], leaders: [], ending: 'soft' }
  let x = start
  let mayEndAfter = -1
  const close = (end: number, ending: BrokenLine['ending'] = 'soft') => {
    line.atoms = atoms.slice(from, end)
    line.ending = ending
    const tabs = line.atoms.reduce((count, atom) => count + (atom.kind === 'tab' ? 1 : 0), 0)
    line.tabWidths.length = tabs
    line.leaders.length = tabs
    return { line, next: end }
  }
  for (let i = from; i < atoms.length; i++) {
    const atom = atoms[i]
    if (!atom) break
    if (atom.kind === 'break') return close(i + 1, atom.breakKind ?? 'line')
    if (atom.kind === 'tab') {
      const tab = tabWidth(atoms, i, x, box)
      if (tab === null && i > from) return close(i)
      line.tabWidths.push(tab?.width ?? 0)
      line.leaders.push(tab?.leader)
      x += tab?.width ?? 0
      mayEndAfter = i
      continue
    }
    const overflows = x + atom.width > box.end + EPSILON
    if (!overflows || atom.kind === 'space' || atom.kind === 'floating') {
      x += atom.width + atom.gapAfter
      if (atom.breakAfter) mayEndAfter = i
      continue
    }
    const next = atoms[i + 1]
    if (
      atom.hanging &&
      i > from &&
      x + atom.width * (1 - box.hang) <= box.end + EPSILON &&
      (atom.breakAfter || !next || next.kind === 'break')
    ) {
      if (next?.kind === 'space') return close(i + 2)
      return next?.kind === 'break' ? close(i + 2, next.breakKind ?? 'line') : close(i + 1)
    }
    if (mayEndAfter >= from) return close(mayEndAfter + 1)
    if (atom.kind === 'text' && (atom.text.length > 2 || [...atom.text].length > 1)) {
      const [head, tail] = cutWord(atom, Math.max(box.end - x, 0), i === from, measure)
      if (head) {
        atoms.splice(i, 1, head, tail)
        return close(i + 1)
      }
    }
    return close(i > from ? i : i + 1)
  }
  return close(atoms.length)
}

/** Cuts as much of a word as fits; at least one character when `atLeastOne`. */
function cutWord(atom: Atom, room: number, atLeastOne: boolean, measure: Measure): [Atom | null, Atom] {
  const { style, text } = atom
  let width = 0
  let length = 0
  for (const character of text) {
    const next = width + measure.advance(character, style)
    if (next > room + EPSILON && !(atLeastOne && length === 0)) break
    width = next
    length += character.length
    if (length >= text.length) break
  }
  if (length === 0 || length >= text.length) return [null, atom]
  return [
    { ...atom, text: text.slice(0, length), width, gapAfter: 0, breakAfter: true, hanging: false },
    { ...atom, text: text.slice(length), width: atom.width - width },
  ]
}

/** How far a tab at `x` reaches; null when its stop lies beyond the line. */
function tabWidth(
  atoms: readonly Atom[],
  index: number,
  x: number,
  box: LineBox,
): { width: number; leader?: TabStop['leader'] } | null {
  const stop = nextStop(x, box)
  if (stop.position > box.end + EPSILON && (stop.align ?? 'left') === 'left') return null
  const following = stop.align && stop.align !== 'left' ? followingWidth(atoms, index + 1, stop.align) : 0
  const before = stop.align === 'center' ? following / 2 : following
  // A stop to the right of the margin still ends the text at the margin.
  const target = Math.min(stop.position, Math.max(box.end, x)) - before
  return { width: Math.max(target - x, 0), leader: stop.leader }
}

function nextStop(x: number, box: LineBox): TabStop {
  for (const stop of box.tabs) if (stop.position > x + EPSILON) return stop
  const step = box.defaultTab > 1 ? box.defaultTab : 21
  // A hanging indent is a stop of its own, before all others that nobody has set.
  if (box.start > x + EPSILON && box.start > box.firstStart) return { position: box.start }
  return { position: (Math.floor((x + EPSILON) / step) + 1) * step }
}

/** Width of what a right, centred or decimal stop aligns: up to the next tab or break. */
function followingWidth(atoms: readonly Atom[], from: number, align: TabStop['align']): number {
  let width = 0
  for (let i = from; i < atoms.length && width < 5000; i++) {
    const atom = atoms[i]
    if (!atom || atom.kind === 'tab' || atom.kind === 'break') break
    if (align === 'decimal' && atom.kind === 'text' && atom.text.includes('.')) {
      const share = atom.text.indexOf('.') / Math.max(atom.text.length, 1)
      return width + atom.width * share
    }
    width += atom.width + atom.gapAfter
  }
  return width
}
