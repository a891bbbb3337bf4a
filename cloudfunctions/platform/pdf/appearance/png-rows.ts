/**
 * Rows of samples with a PNG predictor each (ISO 32000-2 §7.4.4.4, PNG §9): what is left of a row after its neighbours
 * foretell it packs far better. The predictor with the smallest rest is taken, as PNG §12.7 advises.
 */
export function filterRows(samples: Buffer, rowLength: number, step: number): Buffer {
  const rows = rowLength === 0 ? 0 : samples.length / rowLength
  const out = Buffer.allocUnsafe(rows * (rowLength + 1))
  const zero = Buffer.alloc(rowLength)
  for (let row = 0; row < rows; row++) {
    const line = samples.subarray(row * rowLength, (row + 1) * rowLength)
    const above = row === 0 ? zero : samples.subarray((row - 1) * rowLength, row * rowLength)
    const at = row * (rowLength + 1)
    const filter = smallestRest(line, above, step)
    out[at] = filter
    for (let i = 0; i < rowLength; i++) {
      const left = i >= step ? (line[i - step] as number) : 0
      const foretold =
        filter === 0
          ? 0
          : filter === 1
            ? left
            : filter === 2
              ? (above[i] as number)
              : paeth(left, above[i] as number, i >= step ? (above[i - step] as number) : 0)
      out[at + 1 + i] = (line[i] as number) - foretold
    }
  }
  return out
}

/** 0 none, 1 left, 2 above, 4 Paeth. */
function smallestRest(line: Buffer, above: Buffer, step: number): 0 | 1 | 2 | 4 {
  let none = 0
  let byLeft = 0
  let byAbove = 0
  let byPaeth = 0
  for (let i = 0; i < line.length; i++) {
    const value = line[i] as number
    const up = above[i] as number
    const left = i >= step ? (line[i - step] as number) : 0
    const corner = i >= step ? (above[i - step] as number) : 0
    none += rest(value)
    byLeft += rest(value - left)
    byAbove += rest(value - up)
    byPaeth += rest(value - paeth(left, up, corner))
  }
  const least = Math.min(none, byLeft, byAbove, byPaeth)
  if (least === none) return 0
  if (least === byAbove) return 2
  return least === byLeft ? 1 : 4
}

/** Size of a difference taken modulo 256 as a signed byte. */
const rest = (difference: number): number => Math.abs((difference << 24) >> 24)

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner)
  const toUp = Math.abs(left - corner)
  const toCorner = Math.abs(left + up - 2 * corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}
