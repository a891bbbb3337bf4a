import type { PdfReader } from '../../reader'
import type { XrefEntry } from '../../xref'
import { PdfDict, PdfStream, type PdfValue } from '../../objects'
import { sameValue } from './same-value'

/** An object that stood in the older revision and is another one now. `before`/`after` are null when absent. */
export interface ChangedObject {
  num: number
  before: PdfValue
  after: PdfValue
  /** the newer version could not be read, or has a key twice, of which readers take one or the other */
  unreadable: boolean
}

export interface RevisionDelta {
  changed: ChangedObject[]
  /** numbers that the older revision did not have */
  added: number[]
}

/** What the sections above `boundary` redefine: O(entries of the update), whatever the size of the document. */
export function changedObjects(older: PdfReader, newer: PdfReader, boundary: number): RevisionDelta {
  const changed: ChangedObject[] = []
  const added: number[] = []
  const seen = new Set<number>()
  for (const section of newer.sections) {
    if (section.offset < boundary) continue
    for (const [num] of section.entries()) {
      if (num === 0 || seen.has(num)) continue
      seen.add(num)
      const before = older.entry(num)
      const after = newer.entry(num)
      const lives = after !== null && after.type !== 'free'
      if (!before || before.type === 'free') {
        if (lives) added.push(num)
        continue
      }
      if (after && sameEntry(before, after)) continue
      const object = read(older, newer, num, before, after)
      if (object.unreadable || !sameValue(object.before, object.after)) changed.push(object)
    }
  }
  return { changed, added }
}

const generation = (entry: XrefEntry): number => (entry.type === 'compressed' ? 0 : entry.gen)

function sameEntry(a: XrefEntry, b: XrefEntry): boolean {
  if (a.type === 'offset') return b.type === 'offset' && a.offset === b.offset && a.gen === b.gen
  return a.type === 'compressed' && b.type === 'compressed' && a.stream === b.stream && a.index === b.index
}

function read(
  older: PdfReader,
  newer: PdfReader,
  num: number,
  a: XrefEntry,
  b: XrefEntry | null,
): ChangedObject {
  let before: PdfValue = null
  try {
    before = older.object(num)
  } catch {
    // It could not be read before either; then only what is there now counts.
  }
  // With another generation the old references lead nowhere (ISO 32000-2 §7.3.10).
  if (!b || b.type === 'free' || generation(a) !== generation(b))
    return { num, before, after: null, unreadable: false }
  try {
    const after = newer.object(num)
    return { num, before, after, unreadable: saysTwice(after) }
  } catch {
    return { num, before, after: null, unreadable: true }
  }
}

/** Has a dictionary in it a key twice, other than /Type? The depth is bounded by the parser. */
function saysTwice(value: PdfValue): boolean {
  if (Array.isArray(value)) return value.some(saysTwice)
  const dict = value instanceof PdfStream ? value.dict : value
  if (!(dict instanceof PdfDict)) return false
  return dict.duplicates?.some((key) => key !== 'Type') || [...dict.entries.values()].some(saysTwice)
}
