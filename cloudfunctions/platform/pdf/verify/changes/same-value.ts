import type { PdfReader } from '../../reader'
import { PdfDict, PdfName, PdfRef, PdfStream, PdfString, type PdfValue } from '../../objects'

const MAX_DEPTH = 64

/** Equal as PDF values. References are equal when they name the same object; what stands there is judged on its own. */
export function sameValue(a: PdfValue | undefined, b: PdfValue | undefined, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false
  const x = a ?? null
  const y = b ?? null
  if (x === y) return true
  if (x === null || y === null || typeof x !== 'object' || typeof y !== 'object') return false
  if (Array.isArray(x)) {
    return Array.isArray(y) && x.length === y.length && x.every((item, i) => sameValue(item, y[i], depth + 1))
  }
  if (x instanceof PdfName) return y instanceof PdfName && x.value === y.value
  if (x instanceof PdfRef) return y instanceof PdfRef && x.num === y.num && x.gen === y.gen
  if (x instanceof PdfString) return y instanceof PdfString && x.bytes.equals(y.bytes)
  if (x instanceof PdfDict) return y instanceof PdfDict && changedKeys(x, y, depth + 1).length === 0
  if (x instanceof PdfStream) {
    if (!(y instanceof PdfStream) || !x.raw.equals(y.raw)) return false
    return changedKeys(x.dict, y.dict, depth + 1).every((key) => key === 'Length')
  }
  return false
}

/** Keys whose values differ; a key with null is as good as absent (ISO 32000-2 §7.3.7). */
export function changedKeys(a: PdfDict, b: PdfDict, depth = 0): string[] {
  const keys = new Set([...a.keys(), ...b.keys()])
  return [...keys].filter((key) => !sameValue(a.get(key), b.get(key), depth))
}

/**
 * Equal in two revisions although other objects hold it: some programs write an unchanged dictionary anew under another
 * number. Streams must be the same object.
 */
export function sameResolved(
  older: PdfReader,
  a: PdfValue | undefined,
  newer: PdfReader,
  b: PdfValue | undefined,
  depth = 0,
): boolean {
  if (sameValue(a, b)) return true
  if (depth > 4) return false
  const x = older.resolve(a)
  const y = newer.resolve(b)
  if (x instanceof PdfDict && y instanceof PdfDict) {
    const keys = new Set([...x.keys(), ...y.keys()])
    return [...keys].every((key) => sameResolved(older, x.get(key), newer, y.get(key), depth + 1))
  }
  if (Array.isArray(x) && Array.isArray(y)) {
    return x.length === y.length && x.every((item, i) => sameResolved(older, item, newer, y[i], depth + 1))
  }
  return !(x instanceof PdfStream) && sameValue(x, y)
}
