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
