import { deflateSync } from 'node:zlib'
import { crc32 } from './crc32'

/**
 * A PNG of one colour and an alpha: a palette of 256 opacities, one byte a pixel, which packs to a third of RGBA.
 * `alpha` has one byte a pixel, rows from the top; `tint` is red, green, blue.
 */
export function writeTintedPng(width: number, height: number, alpha: Uint8Array, tint: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3], 8)
  const rows = Buffer.alloc((width + 1) * height) // every row begins with filter 0
  for (let y = 0; y < height; y++) rows.set(alpha.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.alloc(768, tint.subarray(0, 3))),
    chunk('tRNS', Buffer.from(Array.from({ length: 256 }, (_, opacity) => opacity))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12)
  out.writeUInt32BE(body.length, 0)
  out.write(type, 4, 'latin1')
  body.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, out.length - 4)), out.length - 4)
  return out
}
