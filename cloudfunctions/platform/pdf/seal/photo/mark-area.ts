import { PhotoError } from './photo-error'

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

interface Blob extends Area {
  pixels: number
  label: number
}

/** Blobs smaller than this are specks, in parts of the largest. */
const SPECK = 0.0015
const LEAST_PIXELS = 10

/**
 * Clears specks and what lies apart from the mark, in place, and gives the area of the mark. @throws PhotoError
 */
export function keepMark(alpha: Uint8Array, width: number, leastSide: number): Area {
  const labels = new Int32Array(alpha.length)
  const blobs = findBlobs(alpha, width, labels)
  const largest = blobs.reduce<Blob | null>(
    (most, blob) => (most && most.pixels >= blob.pixels ? most : blob),
    null,
  )
  if (!largest) throw new PhotoError('NOTHING_FOUND', 'no connected ink')
  const solid = blobs.filter((blob) => blob.pixels >= Math.max(LEAST_PIXELS, SPECK * largest.pixels))
  // A border holds the whole mark; without one all that is near belongs to it.
  const kept = solid.filter((blob) => isNear(blob, largest))
  const area = hull(kept)
  if (Math.max(area.width, area.height) < leastSide)
    throw new PhotoError('TOO_SMALL', `${area.width} × ${area.height} pixels`)
  const keep = new Set(kept.map(({ label }) => label))
  clearOthers(alpha, width, labels, keep)
  return area
}

/** A mark with a border has everything inside it; characters without one stand within a little more than their size. */
function isNear(blob: Blob, main: Blob): boolean {
  const longer = Math.max(main.width, main.height)
  const isBorder =
    Math.min(main.width, main.height) > 0.4 * longer && main.pixels < 0.5 * main.width * main.height
  const margin = (isBorder ? 0.03 : 0.8) * longer
  return (
    blob.x + blob.width > main.x - margin &&
    blob.x < main.x + main.width + margin &&
    blob.y + blob.height > main.y - margin &&
    blob.y < main.y + main.height + margin
  )
}

function hull(areas: readonly Area[]): Area {
  const x = Math.min(...areas.map((area) => area.x))
  const y = Math.min(...areas.map((area) => area.y))
  const right = Math.max(...areas.map((area) => area.x + area.width))
  const bottom = Math.max(...areas.map((area) => area.y + area.height))
  return { x, y, width: right - x, height: bottom - y }
}

/** Connected ink (eight neighbours), labelled from 1. */
function findBlobs(alpha: Uint8Array, width: number, labels: Int32Array): Blob[] {
  const height = alpha.length / width
  const blobs: Blob[] = []
  const stack = new Int32Array(alpha.length)
  for (let seed = 0; seed < alpha.length; seed++) {
    if ((alpha[seed] ?? 0) < 128 || labels[seed] !== 0) continue
    const label = blobs.length + 1
    let [x0, y0, x1, y1, pixels, depth] = [width, height, 0, 0, 0, 0]
    stack[depth++] = seed
    labels[seed] = label
    while (depth > 0) {
      const at = stack[--depth] ?? 0
      const [x, y] = [at % width, Math.floor(at / width)]
      pixels++
      x0 = Math.min(x0, x)
      x1 = Math.max(x1, x)
      y0 = Math.min(y0, y)
      y1 = Math.max(y1, y)
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue
          const next = at + dy * width + dx
          if ((alpha[next] ?? 0) < 128 || labels[next] !== 0) continue
          labels[next] = label
          stack[depth++] = next
        }
    }
    blobs.push({ label, pixels, x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 })
  }
  return blobs
}

/** Faint pixels stay only beside ink that is kept: they are its soft edge. */
function clearOthers(alpha: Uint8Array, width: number, labels: Int32Array, keep: ReadonlySet<number>): void {
  const isKept = (at: number) => keep.has(labels[at] ?? 0)
  for (let at = 0; at < alpha.length; at++) {
    if ((alpha[at] ?? 0) === 0 || isKept(at)) continue
    const beside = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1].some((d) =>
      isKept(at + d),
    )
    if (!beside || (labels[at] ?? 0) !== 0) alpha[at] = 0
  }
}
