import type { Reflectance } from './paper'
import { PhotoError } from './photo-error'

/** The ink that is on the paper. */
export type Ink = 'red' | 'blue' | 'black'

const BINS = 256
/** Least score of a pixel that could be ink at all; the noise of a photograph stays below. */
const FLOOR = 0.1
/** Least part of the picture that is ink, and most. */
const FEWEST = 0.0012
const MOST = 0.7

/** The ink of which there is most; coloured ink goes before black, which may be print beneath a seal. */
export function inkOf(paper: Reflectance): Ink {
  const clear = (scores: Float32Array) =>
    scores.reduce((n, score) => n + (score > 0.18 ? 1 : 0), 0) / scores.length
  const [red, blue] = [clear(scoresOf(paper, 'red')), clear(scoresOf(paper, 'blue'))]
  if (Math.max(red, blue) < FEWEST) return 'black'
  return red >= blue ? 'red' : 'blue'
}

/**
 * How much ink of a colour each pixel shows, 0 to 1, smoothed over three pixels. Print under a seal is dark in every
 * channel and scores nothing.
 */
export function scoresOf({ width, height, values }: Reflectance, ink: Ink): Float32Array {
  const raw = new Float32Array(width * height)
  for (let i = 0; i < raw.length; i++) {
    const [r, g, b] = [values[3 * i] ?? 1, values[3 * i + 1] ?? 1, values[3 * i + 2] ?? 1]
    const score =
      ink === 'red' ? r - Math.max(g, b) : ink === 'blue' ? b - (r + g) / 2 : 1 - Math.max(r, g, b)
    raw[i] = Math.max(0, score)
  }
  return smooth(raw, width, height)
}

/** Weights 1 2 1, across and down. */
function smooth(values: Float32Array, width: number, height: number): Float32Array {
  const across = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const x = i % width
    const here = values[i] ?? 0
    const left = x > 0 ? (values[i - 1] ?? 0) : here
    const right = x < width - 1 ? (values[i + 1] ?? 0) : here
    across[i] = (left + 2 * here + right) / 4
  }
  const down = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const here = across[i] ?? 0
    const above = i >= width ? (across[i - width] ?? 0) : here
    const below = i < width * (height - 1) ? (across[i + width] ?? 0) : here
    down[i] = (above + 2 * here + below) / 4
  }
  return down
}

/**
 * Opacity from scores, 0 to 255: half where half of a pixel is ink. @throws PhotoError NOTHING_FOUND, LOW_CONTRAST,
 * TOO_DARK
 */
export function alphaOf(scores: Float32Array): Uint8Array {
  const { threshold, ink, paper } = split(scores)
  const covered = scores.reduce((n, score) => n + (score > threshold ? 1 : 0), 0) / scores.length
  if (threshold < FLOOR || covered < FEWEST)
    throw new PhotoError('NOTHING_FOUND', `${covered.toFixed(4)} covered`)
  if (covered > MOST) throw new PhotoError('TOO_DARK', `${covered.toFixed(2)} covered`)
  if (ink - paper < 0.14) throw new PhotoError('LOW_CONTRAST', `${(ink - paper).toFixed(2)} apart`)
  const [low, high] = [paper + 0.25 * (ink - paper), paper + 0.75 * (ink - paper)]
  return Uint8Array.from(scores, (score) => {
    const t = Math.min(1, Math.max(0, (score - low) / (high - low)))
    return Math.round(255 * t * t * (3 - 2 * t))
  })
}

/** Otsu's threshold, and the means below and above it. Nearly all of a photograph is paper: ink counts by its levels. */
function split(scores: Float32Array): { threshold: number; ink: number; paper: number } {
  const histogram = new Float64Array(BINS)
  for (const score of scores) {
    const bin = Math.min(BINS - 1, Math.floor(score * BINS))
    histogram[bin] = (histogram[bin] ?? 0) + 1
  }
  const total = scores.length
  const sum = histogram.reduce((acc, count, bin) => acc + count * (bin + 0.5), 0)
  let [below, sumBelow, best] = [0, 0, -1]
  let found = { threshold: 0, ink: 0, paper: 0 }
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += histogram[bin] ?? 0
    sumBelow += (histogram[bin] ?? 0) * (bin + 0.5)
    const above = total - below
    if (below === 0 || above === 0) continue
    const [paper, ink] = [sumBelow / below, (sum - sumBelow) / above]
    const variance = below * above * (ink - paper) ** 2
    if (variance <= best) continue
    best = variance
    found = { threshold: (bin + 1) / BINS, ink: ink / BINS, paper: paper / BINS }
  }
  return found
}
