import type { Ink } from './ink'
import type { Reflectance } from './paper'

/** Light of the ink's own colour below this comes from print, not from the seal. */
const PRINT = 0.32
/** Half the width of what is looked at around a stroke of print, in parts of the longer side. */
const REACH = 0.007

/**
 * Where print crosses a coloured seal the ink cannot be seen. Such a stroke takes the opacity of what is around it, in
 * place: print within the seal closes, print on bare paper stays away.
 */
export function bridgePrint(alpha: Uint8Array, paper: Reflectance, ink: Ink): void {
  if (ink === 'black') return
  const { width, height, values } = paper
  const own = ink === 'red' ? 0 : 2
  const printed = new Uint8Array(alpha.length)
  for (let i = 0; i < alpha.length; i++) printed[i] = (values[3 * i + own] ?? 1) < PRINT ? 1 : 0
  const hidden = widen(printed, width)
  const seen = new Uint8Array(alpha.length)
  const ofSeen = new Uint8Array(alpha.length)
  for (let i = 0; i < alpha.length; i++) {
    seen[i] = hidden[i] === 1 ? 0 : 1
    ofSeen[i] = hidden[i] === 1 ? 0 : (alpha[i] ?? 0)
  }
  const reach = Math.max(3, Math.round(REACH * Math.max(width, height)))
  const count = boxSums(seen, width, height, reach)
  const sum = boxSums(ofSeen, width, height, reach)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (hidden[i] !== 1) continue
      const around = sum(x, y) / Math.max(1, count(x, y)) / 255
      const t = Math.min(1, Math.max(0, (around - 0.48) / 0.2))
      alpha[i] = Math.max(alpha[i] ?? 0, Math.round(255 * t))
    }
}

/** By two pixels to each side: the soft edges of print hide the ink too. */
function widen(mask: Uint8Array, width: number): Uint8Array {
  let from = mask
  for (let round = 0; round < 2; round++) {
    const wider = Uint8Array.from(from)
    for (let i = 0; i < from.length; i++) {
      if (from[i] !== 1) continue
      for (const d of [-width, -1, 1, width]) if (i + d >= 0 && i + d < wider.length) wider[i + d] = 1
    }
    from = wider
  }
  return from
}

/** Sums over squares around a pixel, from a table of sums. */
function boxSums(values: Uint8Array, width: number, height: number, reach: number) {
  const stride = width + 1
  const table = new Uint32Array(stride * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += values[y * width + x] ?? 0
      table[(y + 1) * stride + x + 1] = (table[y * stride + x + 1] ?? 0) + row
    }
  }
  return (x: number, y: number): number => {
    const [x0, x1] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)]
    const [y0, y1] = [Math.max(0, y - reach) * stride, Math.min(height, y + reach + 1) * stride]
    return (table[y1 + x1] ?? 0) - (table[y1 + x0] ?? 0) - (table[y0 + x1] ?? 0) + (table[y0 + x0] ?? 0)
  }
}
