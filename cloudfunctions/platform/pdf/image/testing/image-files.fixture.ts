import { crc32 as nodeCrc32, deflateSync } from 'node:zlib'
import { createCanvas } from '@napi-rs/canvas'

export type PngColour = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba'

const COLOURS: Record<PngColour, { type: number; channels: number }> = {
  grey: { type: 0, channels: 1 },
  rgb: { type: 2, channels: 3 },
  palette: { type: 3, channels: 1 },
  'grey-alpha': { type: 4, channels: 2 },
  rgba: { type: 6, channels: 4 },
}

export interface PngWish {
  width: number
  height: number
  colour: PngColour
  depth: number
  interlaced?: boolean
  /** a tRNS chunk, where the form allows one */
  transparency?: boolean
  /** size in the header, when it lies */
  claim?: readonly [number, number]
  /** packed data, when it lies */
  data?: Buffer
}

const sampleAt = (x: number, y: number, c: number, depth: number): number =>
  (x * 2654435761 + y * 40503 * 7 + c * 977 + ((x * y) << 3)) % 2 ** depth

/** A PNG of every form, with all row filters in turn, written sample by sample. */
export function pngFile(wish: PngWish): Buffer {
  const { width, height, depth, interlaced = false } = wish
  const { type, channels } = COLOURS[wish.colour]
  const header = Buffer.alloc(13)
  header.writeUInt32BE(wish.claim?.[0] ?? width, 0)
  header.writeUInt32BE(wish.claim?.[1] ?? height, 4)
  header.set([depth, type, 0, 0, interlaced ? 1 : 0], 8)
  const passes = interlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]]
  const rows: Buffer[] = []
  for (const [x0, y0, dx, dy] of passes as [number, number, number, number][]) {
    if (x0 >= width) continue
    let above: Buffer | undefined
    for (let y = y0; y < height; y += dy) {
      const samples: number[] = []
      for (let x = x0; x < width; x += dx)
        for (let c = 0; c < channels; c++) samples.push(sampleAt(x, y, c, depth))
      const row = pack(samples, depth)
      rows.push(filtered(rows.length % 5, row, above, Math.max(1, (channels * depth) >> 3)))
      above = row
    }
  }
  const chunks = [chunk('IHDR', header)]
  if (type === 3)
    chunks.push(chunk('PLTE', Buffer.from(Array.from({ length: 3 * 2 ** depth }, (_, i) => (i * 37) % 256))))
  if (wish.transparency && type < 4) {
    const first = (c: number) => sampleAt(0, 0, c, depth)
    const u16 = (values: number[]) => Buffer.from(values.flatMap((v) => [v >> 8, v & 255]))
    chunks.push(
      chunk(
        'tRNS',
        type === 3 ? Buffer.from([0, 128]) : u16(type === 0 ? [first(0)] : [first(0), first(1), first(2)]),
      ),
    )
  }
  const data = wish.data ?? deflateSync(Buffer.concat(rows))
  const middle = data.length >> 1 // real writers split the data
  chunks.push(
    chunk('IDAT', data.subarray(0, middle)),
    chunk('IDAT', data.subarray(middle)),
    chunk('IEND', Buffer.alloc(0)),
  )
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...chunks])
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const out = Buffer.alloc(named.length + 8)
  out.writeUInt32BE(body.length, 0)
  named.copy(out, 4)
  out.writeUInt32BE(nodeCrc32(named), out.length - 4)
  return out
}

function pack(samples: readonly number[], depth: number): Buffer {
  if (depth === 16) return Buffer.from(samples.flatMap((s) => [s >> 8, s & 255]))
  const out = Buffer.alloc(Math.ceil((samples.length * depth) / 8))
  samples.forEach((s, i) => {
    const bit = i * depth
    out[bit >> 3]! |= s << (8 - depth - (bit & 7))
  })
  return out
}

function filtered(filter: number, row: Buffer, above: Buffer | undefined, distance: number): Buffer {
  const out = Buffer.alloc(row.length + 1)
  out[0] = filter
  for (let i = 0; i < row.length; i++) {
    const a = row[i - distance] ?? 0
    const b = above?.[i] ?? 0
    const c = i < distance ? 0 : (above?.[i - distance] ?? 0)
    const p = a + b - c
    const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)]
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c
    out[i + 1] = row[i]! - [0, a, b, (a + b) >> 1, paeth][filter]!
  }
  return out
}

export interface BmpWish {
  width: number
  height: number
  bits: 1 | 4 | 8 | 16 | 24 | 32
  topDown?: boolean
  masks?: '565' | 'alpha' | 'no-alpha'
  runLength?: boolean
}

export function bmpFile({ width, height, bits, topDown, masks, runLength }: BmpWish): Buffer {
  const long = masks === 'alpha' || masks === 'no-alpha'
  const size = long ? 108 : 40
  const header = Buffer.alloc(14 + size + (masks === '565' ? 12 : 0))
  header.write('BM', 0)
  header.writeUInt32LE(size, 14)
  header.writeInt32LE(width, 18)
  header.writeInt32LE(topDown ? -height : height, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(bits, 28)
  header.writeUInt32LE(masks ? 3 : runLength ? (bits === 8 ? 1 : 2) : 0, 30)
  if (masks === '565') [0xf800, 0x7e0, 0x1f].forEach((mask, i) => header.writeUInt32LE(mask, 54 + 4 * i))
  if (long) [0xff0000, 0xff00, 0xff, 0xff000000].forEach((mask, i) => header.writeUInt32LE(mask, 54 + 4 * i))
  if (long) header.writeUInt32LE(0x73524742, 70)
  const palette = bits > 8 ? Buffer.alloc(0) : Buffer.alloc(4 * 2 ** bits)
  for (let i = 0; i < palette.length / 4; i++)
    palette.set([(i * 91) % 256, (i * 53) % 256, (i * 17 + 9) % 256, 0], 4 * i)
  const index = (x: number, y: number) => sampleAt(x >> 2, y, 0, bits) // short runs
  const rows: Buffer[] = []
  for (let k = 0; k < height; k++) {
    const y = topDown ? k : height - 1 - k
    if (runLength) rows.push(runs(width, (x) => index(x, y), bits === 4))
    else
      rows.push(plainRow(width, bits, (x, c) => (bits <= 8 ? index(x, y) : colourByte(x, y, c, bits, masks))))
  }
  if (runLength) rows.push(Buffer.from([0, 1]))
  header.writeUInt32LE(header.length + palette.length, 10)
  const file = Buffer.concat([header, palette, ...rows])
  file.writeUInt32LE(file.length, 2)
  return file
}

function colourByte(x: number, y: number, c: number, bits: number, masks: BmpWish['masks']): number {
  if (bits === 32 && c === 3) return masks === 'alpha' ? (x % 2 ? 0 : 255) : 0
  return sampleAt(x, y, c, 8)
}

function plainRow(width: number, bits: number, byteAt: (x: number, c: number) => number): Buffer {
  const samples: number[] = []
  for (let x = 0; x < width; x++) for (let c = 0; c < Math.max(1, bits / 8); c++) samples.push(byteAt(x, c))
  const row = pack(samples, Math.min(8, bits))
  return Buffer.concat([row, Buffer.alloc((4 - (row.length % 4)) % 4)])
}

function runs(width: number, index: (x: number) => number, nibbles: boolean): Buffer {
  const out: number[] = []
  for (let x = 0; x < width;) {
    const left = width - x
    if (left >= 5 && x % 3 === 0) {
      const values = Array.from({ length: 5 }, (_, i) => index(x + i))
      const bytes = nibbles ? [0, 2, 4].map((i) => (values[i]! << 4) | (values[i + 1] ?? 0)) : values
      out.push(0, 5, ...bytes, ...(bytes.length % 2 ? [0] : []))
      x += 5
      continue
    }
    let n = 1
    while (n < left && n < 255 && index(x + n) === index(x)) n++
    out.push(n, nibbles ? index(x) * 17 : index(x))
    x += n
  }
  return Buffer.from([...out, 0, 0])
}

export interface JpegWish {
  width: number
  height: number
  components?: 3 | 4
  /** EXIF segment with this orientation */
  orientation?: number
  comment?: string
  adobe?: boolean
}

/** A JPEG by Skia, with segments put in; with four components only the header is told so. */
export function jpegFile({ width, height, components = 3, orientation, comment, adobe }: JpegWish): Buffer {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#c5372c'
  context.fillRect(2, 2, width / 2, height / 2)
  let file = canvas.toBuffer('image/jpeg', 90)
  if (components === 4) {
    const frame = file.indexOf(Buffer.from([0xff, 0xc0]))
    const length = file.readUInt16BE(frame + 2)
    const copy = Buffer.concat([
      file.subarray(0, frame + 2 + length),
      Buffer.from([4, 0x11, 0]),
      file.subarray(frame + 2 + length),
    ])
    copy.writeUInt16BE(length + 3, frame + 2)
    copy[frame + 9] = 4
    file = copy
  }
  const added: Buffer[] = []
  if (orientation !== undefined) {
    const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex')
    tiff.writeUInt16BE(orientation, 18)
    added.push(segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])))
  }
  if (comment) added.push(segment(0xfe, Buffer.from(comment)))
  if (adobe) added.push(segment(0xee, Buffer.from('41646f6265006400000000', 'hex')))
  return Buffer.concat([file.subarray(0, 2), ...added, file.subarray(2)])
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
