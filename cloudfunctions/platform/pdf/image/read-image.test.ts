import { deflateSync } from 'node:zlib'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { RasterImage } from '../appearance/drawing'
import { ImageError } from './image-error'
import { imageSize, readImage } from './read-image'
import { bmpFile, jpegFile, pngFile, type PngColour } from './testing/image-files.fixture'

type Pixels = Extract<RasterImage, { kind: 'pixels' }>

const pixelsOf = (file: Buffer): Pixels => {
  const image = readImage(file)
  if (image.kind !== 'pixels') throw new Error('not pixels')
  return image
}

const codeOf = (file: Uint8Array, limits = {}): string => {
  try {
    readImage(file, limits)
  } catch (error) {
    if (error instanceof ImageError) return error.code
    throw error
  }
  return 'read'
}

/** The same file as another program sees it: RGBA, colour only where it is opaque. */
async function asSkiaSees(file: Buffer) {
  const image = await loadImage(file)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, image.width, image.height).data
}

function rgba({ width, height, rgb, alpha }: Pixels): Uint8ClampedArray {
  const out = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    out.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i)
    out[4 * i + 3] = alpha ? alpha[i]! : 255
  }
  return out
}

function differences(a: Uint8ClampedArray, b: Uint8ClampedArray, tolerance: number): number {
  let count = a.length === b.length ? 0 : Infinity
  for (let i = 0; i < a.length; i += 4) {
    const opaque = a[i + 3] === 255
    const far = (k: number) => Math.abs(a[i + k]! - b[i + k]!) > tolerance
    if (far(3) || (opaque && (far(0) || far(1) || far(2)))) count++
  }
  return count
}

describe('PNG', () => {
  const forms: [PngColour, number][] = [
    ...[1, 2, 4, 8, 16].map((depth): [PngColour, number] => ['grey', depth]),
    ...[1, 2, 4, 8].map((depth): [PngColour, number] => ['palette', depth]),
    ['rgb', 8],
    ['rgb', 16],
    ['grey-alpha', 8],
    ['grey-alpha', 16],
    ['rgba', 8],
    ['rgba', 16],
  ]
  for (const interlaced of [false, true])
    for (const transparency of [false, true])
      test.each(forms)(
        `%s of %i bits${interlaced ? ', interlaced' : ''}${transparency ? ', tRNS' : ''}: every pixel as Skia reads it`,
        async (colour, depth) => {
          // Odd sizes: passes and rows that end within a byte.
          for (const [width, height] of [
            [37, 29],
            [3, 2],
            [1, 1],
          ] as const) {
            const file = pngFile({ width, height, colour, depth, interlaced, transparency })
            const image = pixelsOf(file)
            expect([image.width, image.height]).toEqual([width, height])
            expect(differences(rgba(image), await asSkiaSees(file), depth === 16 ? 1 : 0)).toBe(0)
          }
        },
      )

  test('a picture without anything see-through carries no alpha', () => {
    expect(pixelsOf(pngFile({ width: 4, height: 4, colour: 'rgb', depth: 8 })).alpha).toBeUndefined()
    const canvas = createCanvas(8, 8)
    canvas.getContext('2d').fillRect(0, 0, 8, 8)
    expect(pixelsOf(canvas.toBuffer('image/png')).alpha).toBeUndefined()
  })

  test('a header that claims a huge picture is refused before anything is unpacked', () => {
    const file = pngFile({ width: 40, height: 40, colour: 'rgb', depth: 8, claim: [30_000, 30_000] })
    expect(codeOf(file)).toBe('FILE_TOO_BIG')
    expect(codeOf(pngFile({ width: 4, height: 4, colour: 'rgb', depth: 8, claim: [40_000, 1] }))).toBe(
      'FILE_TOO_BIG',
    )
    const fair = pngFile({ width: 20, height: 10, colour: 'rgb', depth: 8 })
    expect(codeOf(fair, { maxPixels: 199 })).toBe('FILE_TOO_BIG')
    expect(codeOf(fair, { maxPixels: 200 })).toBe('read')
  })

  test('data that unpacks to far more than the size needs is refused (a bomb)', () => {
    const bomb = deflateSync(Buffer.alloc(64 << 20))
    expect(codeOf(pngFile({ width: 4, height: 4, colour: 'rgb', depth: 8, data: bomb }))).toBe(
      'FILE_UNREADABLE',
    )
  })

  test('fewer pixels than claimed, a wrong checksum and an unknown filter are named', () => {
    const form = { width: 9, height: 9, colour: 'rgb', depth: 8 } as const
    expect(codeOf(pngFile({ ...form, data: deflateSync(Buffer.alloc(50)) }))).toBe('FILE_UNREADABLE')
    expect(codeOf(pngFile({ ...form, data: deflateSync(Buffer.alloc(9 * 28, 9)) }))).toBe('FILE_UNREADABLE')
    const broken = pngFile(form)
    broken[17]! ^= 1 // width
    expect(codeOf(broken)).toBe('FILE_UNREADABLE')
  })
})

describe('BMP', () => {
  const forms = [
    { bits: 1 },
    { bits: 4 },
    { bits: 8 },
    { bits: 16 },
    { bits: 24 },
    { bits: 32 },
    { bits: 24, topDown: true },
    { bits: 8, topDown: true },
    { bits: 32, topDown: true },
    { bits: 16, masks: '565' },
    { bits: 32, masks: 'alpha' },
    { bits: 8, runLength: true },
    { bits: 4, runLength: true },
  ] as const
  test.each(forms)('%j: every pixel as Skia reads it', async (form) => {
    for (const [width, height] of [
      [37, 29],
      [3, 2],
      [1, 1],
    ] as const) {
      const file = bmpFile({ width, height, ...form })
      const image = pixelsOf(file)
      expect(
        differences(rgba(image), await asSkiaSees(file), 'masks' in form || form.bits === 16 ? 4 : 0),
      ).toBe(0)
    }
  })

  test('an alpha channel that is zero everywhere means a picture that is meant to be seen', () => {
    expect(pixelsOf(bmpFile({ width: 5, height: 5, bits: 32 })).alpha).toBeUndefined()
    expect(pixelsOf(bmpFile({ width: 5, height: 5, bits: 32, masks: 'no-alpha' })).alpha).toBeUndefined()
  })

  test('what is not drawn is refused by name: JPEG inside, 64 bits, OS/2 Huffman', () => {
    const file = bmpFile({ width: 5, height: 5, bits: 24 })
    for (const [bits, compression] of [
      [0, 4],
      [0, 5],
      [64, 0],
      [1, 3],
      [8, 2],
    ] as const) {
      file.writeUInt16LE(bits, 28)
      file.writeUInt32LE(compression, 30)
      expect(codeOf(file)).toBe('FILE_UNSUPPORTED')
    }
  })

  test('a colour that the palette does not have is no black: the file is damaged', () => {
    const file = bmpFile({ width: 5, height: 5, bits: 8 })
    const offset = file.readUInt32LE(10)
    const short = Buffer.concat([file.subarray(0, 54), file.subarray(54, 58), file.subarray(offset)])
    short.writeUInt32LE(58, 10)
    expect(codeOf(short)).toBe('FILE_UNREADABLE')
    // The same with the offset that leaves no room for the palette, as some writers set it.
    file.writeUInt32LE(54, 10)
    expect(codeOf(file)).toBe('FILE_UNREADABLE')
  })

  test('claims beyond the file or the limits are refused', () => {
    const claims = (width: number, height: number) => {
      const file = bmpFile({ width: 5, height: 5, bits: 24 })
      file.writeInt32LE(width, 18)
      file.writeInt32LE(height, 22)
      return codeOf(file)
    }
    expect(claims(5, 6)).toBe('FILE_UNREADABLE')
    expect(claims(0, 5)).toBe('FILE_UNREADABLE')
    expect(claims(-5, 5)).toBe('FILE_UNREADABLE')
    expect(claims(30_000, -30_000)).toBe('FILE_TOO_BIG')
    expect(claims(5, -2_147_483_648)).toBe('FILE_TOO_BIG')
  })

  test('run lengths that leave the picture or end too early are refused', () => {
    const offset = 14 + 40 + 1024
    const file = bmpFile({ width: 5, height: 5, bits: 8, runLength: true })
    const withCode = (code: number[]) => codeOf(Buffer.concat([file.subarray(0, offset), Buffer.from(code)]))
    expect(withCode([5, 1, 0, 1])).toBe('read')
    expect(withCode([5, 1])).toBe('FILE_UNREADABLE')
    expect(withCode([0, 2, 0, 200, 5, 1, 0, 1])).toBe('FILE_UNREADABLE')
    expect(withCode([0, 200, 1, 1])).toBe('FILE_UNREADABLE')
  })
})

describe('JPEG', () => {
  test('is not decoded: size, components and orientation come from its segments', () => {
    const file = jpegFile({ width: 40, height: 30, orientation: 6 })
    const image = readImage(file)
    expect(image).toMatchObject({ kind: 'jpeg', width: 40, height: 30, components: 3, orientation: 6 })
    expect(imageSize(image)).toEqual({ width: 30, height: 40 })
    expect(imageSize(readImage(jpegFile({ width: 40, height: 30, orientation: 3 })))).toEqual({
      width: 40,
      height: 30,
    })
  })

  test('camera data, comments and what follows the end do not go into a contract; the picture stays the same', async () => {
    const plain = jpegFile({ width: 40, height: 30 })
    const file = Buffer.concat([
      jpegFile({ width: 40, height: 30, orientation: 1, comment: 'GPS 31.2' }),
      Buffer.from('PK'),
    ])
    const image = readImage(file)
    if (image.kind !== 'jpeg') throw new Error('not a JPEG')
    expect(image.orientation).toBeUndefined()
    expect(image.bytes.includes('GPS')).toBe(false)
    expect(image.bytes.includes('Exif')).toBe(false)
    expect(image.bytes.subarray(-2).toString('hex')).toBe('ffd9')
    expect(
      Buffer.compare(Buffer.from(await asSkiaSees(image.bytes)), Buffer.from(await asSkiaSees(plain))),
    ).toBe(0)
  })

  test('CMYK counts ink downwards as Adobe marks it; without the mark nobody knows, and it is refused', () => {
    expect(codeOf(jpegFile({ width: 8, height: 8, components: 4 }))).toBe('FILE_UNSUPPORTED')
    expect(readImage(jpegFile({ width: 8, height: 8, components: 4, adobe: true }))).toMatchObject({
      components: 4,
      inverted: true,
    })
    expect(readImage(jpegFile({ width: 8, height: 8, adobe: true }))).not.toHaveProperty('inverted')
  })

  test('three components called R, G and B are marked as such: PDF readers would take them for YCbCr', () => {
    const named = (file: Buffer) => {
      const frame = file.indexOf(Buffer.from([0xff, 0xc0]))
      for (const [i, letter] of [...'RGB'].entries()) file[frame + 10 + 3 * i] = letter.charCodeAt(0)
      return file
    }
    const bytes = (file: Buffer) => {
      const image = readImage(file)
      if (image.kind !== 'jpeg') throw new Error('not a JPEG')
      return image.bytes
    }
    const withJfif = jpegFile({ width: 8, height: 8 })
    const plain = Buffer.concat([withJfif.subarray(0, 2), withJfif.subarray(4 + withJfif.readUInt16BE(4))])
    expect(withJfif.toString('latin1', 6, 10)).toBe('JFIF')
    expect(bytes(plain).includes('Adobe')).toBe(false)
    expect(bytes(named(plain)).indexOf('Adobe\0\x64\0\0\0\0\0', 'latin1')).toBe(6)
    expect(bytes(named(withJfif)).includes('Adobe')).toBe(false)
  })

  test('codings that no PDF reader decodes are refused: lossless, arithmetic, 12 bits, two components', () => {
    const changed = (change: (file: Buffer, frame: number) => void) => {
      const file = jpegFile({ width: 8, height: 8 })
      change(file, file.indexOf(Buffer.from([0xff, 0xc0])))
      return codeOf(file)
    }
    expect(changed((file, frame) => (file[frame + 1] = 0xc3))).toBe('FILE_UNSUPPORTED')
    expect(changed((file, frame) => (file[frame + 1] = 0xc9))).toBe('FILE_UNSUPPORTED')
    expect(changed((file, frame) => (file[frame + 4] = 12))).toBe('FILE_UNSUPPORTED')
    expect(changed((file, frame) => (file[frame + 9] = 2))).toBe('FILE_UNSUPPORTED')
    expect(changed((file, frame) => file.writeUInt16BE(0, frame + 5))).toBe('FILE_UNREADABLE')
    expect(changed((file, frame) => file.writeUInt32BE(0xf000f000, frame + 5))).toBe('FILE_TOO_BIG')
    expect(changed((file, frame) => (file[frame + 1] = 0xc2))).toBe('read')
  })

  test('a damaged hint about orientation does not make a photograph unreadable', () => {
    for (const orientation of [0, 9, 255])
      expect(readImage(jpegFile({ width: 8, height: 8, orientation }))).not.toHaveProperty('orientation')
  })
})

describe('hostile files', () => {
  const canvas = createCanvas(64, 48)
  const context = canvas.getContext('2d')
  context.fillStyle = '#c5372c'
  context.fillRect(8, 8, 30, 20)
  const files: [string, Buffer][] = [
    ['png', canvas.toBuffer('image/png')],
    ['interlaced png', pngFile({ width: 20, height: 20, colour: 'palette', depth: 4, interlaced: true })],
    ['jpeg', canvas.toBuffer('image/jpeg')],
    ['bmp', bmpFile({ width: 20, height: 20, bits: 24 })],
    ['rle bmp', bmpFile({ width: 20, height: 20, bits: 8, runLength: true })],
  ]

  test.each(files)('a %s cut anywhere is unreadable, never half a picture', (_, file) => {
    for (let length = 1; length < file.length; length += Math.max(1, file.length >> 7))
      expect(['FILE_UNREADABLE', 'FILE_TYPE']).toContain(codeOf(file.subarray(0, length)))
  })

  test.each(files)('a %s with any byte changed is read or refused by name', (_, file) => {
    let seed = 7
    const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff
    for (let round = 0; round < 400; round++) {
      const copy = Buffer.from(file)
      for (let k = 0; k < 3; k++) copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256)
      expect(['read', 'FILE_UNREADABLE', 'FILE_UNSUPPORTED', 'FILE_TYPE', 'FILE_TOO_BIG']).toContain(
        codeOf(copy),
      )
    }
  })

  test('the kind is told by content: other files are refused whatever they are called', () => {
    for (const head of [
      'GIF89a',
      'RIFF\0\0\0\0WEBPVP8 ',
      '%PDF-1.7',
      '<svg xmlns=',
      'II*\0',
      '',
      'BM',
      '\0\0\0\x18ftypheic',
    ])
      expect(codeOf(Buffer.from(head.padEnd(head ? 24 : 0, ' '), 'latin1'))).toBe('FILE_TYPE')
  })
})
