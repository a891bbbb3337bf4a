import { ImageError } from './image-error'

/** What the header and the colour chunks say (PNG third edition §11.2, §11.3.1). */
export interface PngForm {
  width: number
  height: number
  /** bits a sample */
  depth: 1 | 2 | 4 | 8 | 16
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha */
  colour: 0 | 2 | 3 | 4 | 6
  interlaced: boolean
  /** three bytes an entry */
  palette?: Buffer
  /** alphas of palette entries, or the one grey or colour that is transparent */
  transparency?: Buffer
}

interface Pass {
  x: number
  y: number
  dx: number
  dy: number
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, dx: 1, dy: 1 }]
/** Adam7 (PNG third edition §8.1) */
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
]

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const

const passesOf = (form: PngForm): readonly Pass[] => (form.interlaced ? ADAM7 : WHOLE)
const columnsOf = (form: PngForm, pass: Pass): number =>
  Math.max(0, Math.ceil((form.width - pass.x) / pass.dx))
const rowsOf = (form: PngForm, pass: Pass): number => Math.max(0, Math.ceil((form.height - pass.y) / pass.dy))
const rowBytes = (form: PngForm, columns: number): number =>
  Math.ceil((columns * CHANNELS[form.colour] * form.depth) / 8)

/** Bytes of all filtered rows of a picture of this form. */
export function rawLength(form: PngForm): number {
  return passesOf(form).reduce((sum, pass) => {
    const columns = columnsOf(form, pass)
    return columns === 0 ? sum : sum + rowsOf(form, pass) * (1 + rowBytes(form, columns))
  }, 0)
}

/** Undoes the filters in place and spreads the samples as 8-bit RGB, with alpha when anything is see-through. */
export function decodeRows(form: PngForm, raw: Buffer): { rgb: Buffer; alpha?: Buffer } {
  const rgb = Buffer.allocUnsafe(form.width * form.height * 3)
  const hasAlpha = form.colour >= 4 || form.transparency !== undefined
  const alpha = hasAlpha ? Buffer.alloc(form.width * form.height, 255) : undefined
  const spread = spreader(form, rgb, alpha)
  const distance = Math.max(1, (CHANNELS[form.colour] * form.depth) >> 3)
  let at = 0
  for (const pass of passesOf(form)) {
    const columns = columnsOf(form, pass)
    if (columns === 0) continue
    const length = rowBytes(form, columns)
    let above: Buffer | undefined
    for (let y = pass.y; y < form.height; y += pass.dy) {
      const row = raw.subarray(at + 1, at + 1 + length)
      unfilter(raw[at] ?? 0, row, above, distance)
      spread(row, columns, y * form.width + pass.x, pass.dx)
      above = row
      at += 1 + length
    }
  }
  const seeThrough = alpha?.some((value) => value !== 255)
  return alpha && seeThrough ? { rgb, alpha } : { rgb }
}

/** PNG third edition §9.2; `distance` is the bytes of a pixel, at least 1. */
function unfilter(filter: number, row: Buffer, above: Buffer | undefined, distance: number): void {
  const n = row.length
  const up = above ?? Buffer.alloc(filter >= 2 ? n : 0)
  switch (filter) {
    case 0:
      return
    case 1:
      for (let i = distance; i < n; i++) row[i] = byte(row, i) + byte(row, i - distance)
      return
    case 2:
      for (let i = 0; i < n; i++) row[i] = byte(row, i) + byte(up, i)
      return
    case 3:
      for (let i = 0; i < n; i++) {
        const left = i < distance ? 0 : byte(row, i - distance)
        row[i] = byte(row, i) + ((left + byte(up, i)) >> 1)
      }
      return
    case 4:
      for (let i = 0; i < n; i++) {
        const left = i < distance ? 0 : byte(row, i - distance)
        const corner = i < distance ? 0 : byte(up, i - distance)
        row[i] = byte(row, i) + paeth(left, byte(up, i), corner)
      }
      return
    default:
      throw new ImageError('FILE_UNREADABLE', `PNG: filter ${filter}`)
  }
}

const byte = (bytes: Buffer, i: number): number => bytes[i] ?? 0

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner)
  const toUp = Math.abs(left - corner)
  const toCorner = Math.abs(left + up - 2 * corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/** Writes `columns` pixels of a row, from pixel `start` on and `step` apart. */
type Spread = (row: Buffer, columns: number, start: number, step: number) => void

function spreader(form: PngForm, rgb: Buffer, alpha: Buffer | undefined): Spread {
  if (form.colour === 3) return spreadPalette(form, rgb, alpha)
  return form.colour === 0 || form.colour === 4
    ? spreadGrey(form, rgb, alpha)
    : spreadColour(form, rgb, alpha)
}

function spreadPalette({ depth, palette, transparency }: PngForm, rgb: Buffer, alpha?: Buffer): Spread {
  const entries = palette ?? Buffer.alloc(0)
  return (row, columns, start, step) => {
    for (let i = 0, to = start; i < columns; i++, to += step) {
      const index = sample(row, i, depth)
      if (3 * index >= entries.length) throw new ImageError('FILE_UNREADABLE', 'PNG: no such palette entry')
      rgb[3 * to] = byte(entries, 3 * index)
      rgb[3 * to + 1] = byte(entries, 3 * index + 1)
      rgb[3 * to + 2] = byte(entries, 3 * index + 2)
      if (alpha) alpha[to] = transparency?.[index] ?? 255
    }
  }
}

function spreadGrey({ depth, colour, transparency }: PngForm, rgb: Buffer, alpha?: Buffer): Spread {
  const clear = transparency && transparency.length >= 2 ? transparency.readUInt16BE(0) : -1
  const channels = colour === 4 ? 2 : 1
  const [most, wide] = [(1 << Math.min(depth, 8)) - 1, depth === 16]
  return (row, columns, start, step) => {
    for (let i = 0, to = start; i < columns; i++, to += step) {
      const value = sample(row, channels * i, depth)
      const grey = wide ? value >> 8 : Math.round((value * 255) / most)
      rgb[3 * to] = rgb[3 * to + 1] = rgb[3 * to + 2] = grey
      if (alpha && channels === 2) alpha[to] = byte(row, wide ? 4 * i + 2 : 2 * i + 1)
      else if (alpha && value === clear) alpha[to] = 0
    }
  }
}

function spreadColour({ depth, colour, transparency }: PngForm, rgb: Buffer, alpha?: Buffer): Spread {
  const clear = transparency && transparency.length >= 6 ? transparency : undefined
  const channels = colour === 6 ? 4 : 3
  const wide = depth === 16 ? 2 : 1
  return (row, columns, start, step) => {
    if (channels === 3 && wide === 1 && step === 1 && !alpha) {
      row.copy(rgb, 3 * start)
      return
    }
    for (let i = 0, to = start; i < columns; i++, to += step) {
      const from = channels * wide * i
      rgb[3 * to] = byte(row, from)
      rgb[3 * to + 1] = byte(row, from + wide)
      rgb[3 * to + 2] = byte(row, from + 2 * wide)
      if (!alpha) continue
      if (channels === 4) alpha[to] = byte(row, from + 3 * wide)
      else if (clear && isColour(row, 3 * i, depth, clear)) alpha[to] = 0
    }
  }
}

const isColour = (row: Buffer, first: number, depth: number, clear: Buffer): boolean =>
  [0, 1, 2].every((c) => sample(row, first + c, depth) === clear.readUInt16BE(2 * c))

function sample(row: Buffer, i: number, depth: number): number {
  if (depth === 8) return byte(row, i)
  if (depth === 16) return (byte(row, 2 * i) << 8) | byte(row, 2 * i + 1)
  const bit = i * depth
  return (byte(row, bit >> 3) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
}
