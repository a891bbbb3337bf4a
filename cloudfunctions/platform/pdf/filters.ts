import { constants, inflateRawSync, inflateSync } from 'node:zlib'
import { PdfError } from './errors'
import { PdfDict, PdfName, type PdfValue } from './objects'

/**
 * Decodes stream bytes through its filters (ISO 32000-2 §7.4), never giving more than `limit` bytes.
 * Image filters (DCT, JPX, JBIG2, CCITT) are not decoded here: `unsupported`.
 */
export function decodeFilters(raw: Buffer, filter: PdfValue, parms: PdfValue, limit: number): Buffer {
  const filters = filter === null ? [] : Array.isArray(filter) ? filter : [filter]
  const params = Array.isArray(parms) ? parms : [parms]
  if (filters.length > 8) throw new PdfError('limit', 'too many filters')
  let data = raw
  filters.forEach((item, i) => {
    if (!(item instanceof PdfName)) throw new PdfError('damaged', 'filter is not a name')
    const decode = DECODERS[item.value]
    if (!decode) throw new PdfError('unsupported', `filter ${item.value.slice(0, 32)}`)
    data = decode(data, limit)
    const param = params[i]
    if (param instanceof PdfDict) data = undoPredictor(data, param)
  })
  return data
}

const DECODERS: Record<string, (data: Buffer, limit: number) => Buffer> = {
  FlateDecode: inflate,
  Fl: inflate,
  ASCIIHexDecode: asciiHex,
  AHx: asciiHex,
  ASCII85Decode: ascii85,
  A85: ascii85,
  RunLengthDecode: runLength,
  RL: runLength,
  Crypt: (data) => data, // undone before by `Decryption`
}

function inflate(data: Buffer, limit: number): Buffer {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: limit }
  try {
    return inflateSync(data, options)
  } catch (error) {
    if (isTooLarge(error)) throw new PdfError('limit', 'stream inflates beyond the limit')
    try {
      return inflateRawSync(data.subarray(2), options) // wrong zlib header, right deflate data
    } catch (second) {
      throw new PdfError(isTooLarge(second) ? 'limit' : 'damaged', 'stream does not inflate')
    }
  }
}

const isTooLarge = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

function asciiHex(data: Buffer): Buffer {
  const end = data.indexOf(0x3e)
  const hex = data.toString('latin1', 0, end < 0 ? data.length : end).replace(/[^0-9a-fA-F]/g, '')
  return Buffer.from(hex.length % 2 ? `${hex}0` : hex, 'hex')
}

function ascii85(data: Buffer): Buffer {
  const out: number[] = []
  let group: number[] = []
  const flush = (count: number) => {
    let value = 0
    for (let i = 0; i < 5; i++) value = value * 85 + (group[i] ?? 84)
    for (let i = 0; i < count; i++) out.push(Math.floor(value / 256 ** (3 - i)) & 255)
    group = []
  }
  for (const c of data) {
    if (c === 0x7e) break
    if (c === 0x7a && group.length === 0) out.push(0, 0, 0, 0)
    else if (c >= 0x21 && c <= 0x75) {
      group.push(c - 0x21)
      if (group.length === 5) flush(4)
    }
  }
  if (group.length > 1) flush(group.length - 1)
  return Buffer.from(out)
}

function runLength(data: Buffer, limit: number): Buffer {
  const parts: Buffer[] = []
  let size = 0
  for (let p = 0; p < data.length;) {
    const n = data[p++] as number
    if (n === 128) break
    const part = n < 128 ? data.subarray(p, p + n + 1) : Buffer.alloc(257 - n, data[p] ?? 0)
    p += n < 128 ? n + 1 : 1
    size += part.length
    if (size > limit) throw new PdfError('limit', 'run-length stream beyond the limit')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** PNG and TIFF predictors (§7.4.4.4); cross-reference streams use PNG "up" nearly always. */
function undoPredictor(data: Buffer, parms: PdfDict): Buffer {
  const number = (key: string, fallback: number) => {
    const value = parms.get(key)
    return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 1 << 20
      ? value
      : fallback
  }
  const predictor = number('Predictor', 1)
  if (predictor < 2) return data
  const colors = number('Colors', 1)
  const bits = number('BitsPerComponent', 8)
  const pixel = Math.max(1, (colors * bits) >> 3)
  const row = (number('Columns', 1) * colors * bits + 7) >> 3
  if (predictor === 2) return undoTiff(data, row, pixel, bits)
  const rows = Math.floor(data.length / (row + 1))
  const out = Buffer.alloc(rows * row)
  for (let r = 0; r < rows; r++) undoPngRow(data, r * (row + 1), out, r * row, row, pixel)
  return out
}

function undoPngRow(data: Buffer, from: number, out: Buffer, to: number, row: number, pixel: number): void {
  const type = data[from]
  for (let i = 0; i < row; i++) {
    const value = data[from + 1 + i] as number
    const left = i >= pixel ? (out[to + i - pixel] as number) : 0
    const up = to >= row ? (out[to + i - row] as number) : 0
    const corner = i >= pixel && to >= row ? (out[to + i - row - pixel] as number) : 0
    if (type === 0) out[to + i] = value
    else if (type === 1) out[to + i] = value + left
    else if (type === 2) out[to + i] = value + up
    else if (type === 3) out[to + i] = value + ((left + up) >> 1)
    else out[to + i] = value + paeth(left, up, corner)
  }
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const a = Math.abs(estimate - left)
  const b = Math.abs(estimate - up)
  const c = Math.abs(estimate - corner)
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function undoTiff(data: Buffer, row: number, pixel: number, bits: number): Buffer {
  if (bits !== 8) throw new PdfError('unsupported', 'TIFF predictor with other than 8 bits')
  const out = Buffer.from(data)
  for (let start = 0; start < out.length; start += row)
    for (let i = start + pixel; i < Math.min(start + row, out.length); i++)
      out[i] = (out[i] as number) + (out[i - pixel] as number)
  return out
}
