import { PhotoError } from './photo-error'

/** RGBA, 8 bits, rows from the top. */
export interface Pixels {
  width: number
  height: number
  data: Uint8Array | Uint8ClampedArray
}

/** Red, green and blue relative to the paper: 1 is paper, 0 no light at all. */
export interface Reflectance {
  width: number
  height: number
  /** three values a pixel */
  values: Float32Array
}

/** Tiles along the longer side, in which the paper's colour is looked for. */
const TILES = 36
/** Part of the brightest tile around that a tile must reach to be taken for paper, and tiles that are around. */
const PAPER = 0.68
const AROUND = 10
/** More colour than this has no paper in any light: (strongest - weakest channel) / strongest. */
const COLOURED = 0.4
/** Darker paper than this is no white paper in any light, 0 to 255. */
const DARKEST = 52

interface Tiles {
  columns: number
  rows: number
  size: number
  /** three values a tile; luminance apart */
  colour: Float32Array
  light: Float32Array
}

/**
 * Divides a photograph by the light that fell on its paper, which takes out shadows, falling light and the tint of lamp
 * and paper. @throws PhotoError TOO_DARK
 */
export function reflectanceOf(photo: Pixels): Reflectance {
  const tiles = paperOf(measureTiles(photo))
  const { width, height, data } = photo
  const values = new Float32Array(width * height * 3)
  const at = (position: number, count: number) => {
    const place = Math.min(count - 1, Math.max(0, position / tiles.size - 0.5))
    const low = Math.min(Math.floor(place), Math.max(0, count - 2))
    return { low, high: Math.min(count - 1, low + 1), part: place - low }
  }
  const across = Array.from({ length: width }, (_, x) => at(x, tiles.columns))
  for (let y = 0; y < height; y++) {
    const down = at(y, tiles.rows)
    const [top, bottom] = [down.low * tiles.columns, down.high * tiles.columns]
    for (let x = 0; x < width; x++) {
      const { low, high, part } = across[x] ?? { low: 0, high: 0, part: 0 }
      const i = y * width + x
      const opacity = (data[4 * i + 3] ?? 255) / 255 // pictures with alpha stand on white
      for (let c = 0; c < 3; c++) {
        const above = mix(tiles.colour[3 * (top + low) + c], tiles.colour[3 * (top + high) + c], part)
        const below = mix(tiles.colour[3 * (bottom + low) + c], tiles.colour[3 * (bottom + high) + c], part)
        const light = mix(above, below, down.part)
        const value = (data[4 * i + c] ?? 0) * opacity + 255 * (1 - opacity)
        values[3 * i + c] = Math.min(1, value / light)
      }
    }
  }
  return { width, height, values }
}

const mix = (a = 0, b = 0, part: number): number => a + (b - a) * part

/** Of each tile the mean colour of its brightest fifth. */
function measureTiles({ width, height, data }: Pixels): Tiles {
  const size = Math.max(4, Math.ceil(Math.max(width, height) / TILES))
  const [columns, rows] = [Math.ceil(width / size), Math.ceil(height / size)]
  const colour = new Float32Array(columns * rows * 3)
  const light = new Float32Array(columns * rows)
  const histogram = new Uint32Array(256)
  for (let tile = 0; tile < columns * rows; tile++) {
    const [x0, y0] = [(tile % columns) * size, Math.floor(tile / columns) * size]
    const [x1, y1] = [Math.min(width, x0 + size), Math.min(height, y0 + size)]
    histogram.fill(0)
    const each = (visit: (at: number, luma: number, opacity: number) => void) => {
      for (let y = y0; y < y1; y++)
        for (let x = x0; x < x1; x++) {
          const at = 4 * (y * width + x)
          const opacity = (data[at + 3] ?? 255) / 255
          const luma = (data[at] ?? 0) * 0.3 + (data[at + 1] ?? 0) * 0.59 + (data[at + 2] ?? 0) * 0.11
          visit(at, Math.round(luma * opacity + 255 * (1 - opacity)), opacity)
        }
    }
    each((_, luma) => (histogram[luma] = (histogram[luma] ?? 0) + 1))
    let wanted = ((x1 - x0) * (y1 - y0)) / 5
    let least = 255
    for (; least > 0 && wanted > 0; least--) wanted -= histogram[least] ?? 0
    const sum = [0, 0, 0]
    let count = 0
    each((at, luma, opacity) => {
      if (luma < least) return
      for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (data[at + c] ?? 0) * opacity + 255 * (1 - opacity)
      count++
    })
    for (let c = 0; c < 3; c++) colour[3 * tile + c] = (sum[c] ?? 0) / Math.max(1, count)
    light[tile] = luminance(colour, tile)
  }
  return { columns, rows, size, colour, light }
}

const luminance = (colour: Float32Array, tile: number): number =>
  (colour[3 * tile] ?? 0) * 0.3 + (colour[3 * tile + 1] ?? 0) * 0.59 + (colour[3 * tile + 2] ?? 0) * 0.11

/** Tiles full of ink get the colour of the paper around them. */
function paperOf(tiles: Tiles): Tiles {
  const { columns, rows, light } = tiles
  const brightest = Math.max(...light)
  if (brightest < DARKEST) throw new PhotoError('TOO_DARK', `brightest paper ${Math.round(brightest)} of 255`)
  const colour = Float32Array.from(tiles.colour)
  const known = new Uint8Array(columns * rows)
  const around = (tile: number, reach: number, visit: (other: number) => void) => {
    const [column, row] = [tile % columns, Math.floor(tile / columns)]
    for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++)
      for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++)
        visit(y * columns + x)
  }
  for (let tile = 0; tile < known.length; tile++) {
    let most = 0
    around(tile, AROUND, (other) => (most = Math.max(most, light[other] ?? 0)))
    const own = light[tile] ?? 0
    const channels = colour.subarray(3 * tile, 3 * tile + 3)
    const coloured = 1 - Math.min(...channels) / Math.max(1, ...channels) > COLOURED
    known[tile] = own >= PAPER * most && own >= DARKEST && !coloured ? 1 : 0
  }
  if (!known.includes(1)) throw new PhotoError('TOO_DARK', 'no paper')
  while (known.includes(0)) {
    const filled: number[] = []
    for (let tile = 0; tile < known.length; tile++) {
      if (known[tile] !== 0) continue
      const sum = [0, 0, 0]
      let count = 0
      around(tile, 1, (other) => {
        if (known[other] !== 1) return
        for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (colour[3 * other + c] ?? 0)
        count++
      })
      if (count === 0) continue
      for (let c = 0; c < 3; c++) colour[3 * tile + c] = (sum[c] ?? 0) / count
      filled.push(tile)
    }
    for (const tile of filled) known[tile] = 1
  }
  return { ...tiles, colour }
}
