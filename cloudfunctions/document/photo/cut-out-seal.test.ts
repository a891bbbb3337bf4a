import { createCanvas } from '@napi-rs/canvas'
import { handwriting } from '#platform/pdf/appearance/handwriting'
import type { VectorPicture } from '#platform/pdf/appearance/vector-picture'
import { ImageError } from '#platform/pdf/image/image-error'
import { readImage } from '#platform/pdf/image/read-image'
import { PhotoError } from '#platform/pdf/seal/photo/photo-error'
import { frame, ring, star } from '#platform/pdf/seal/seal-forms'
import { SEAL_COLORS, type SealColor } from '#platform/pdf/seal/seal-design'
import { cutOutSeal } from './cut-out-seal'
import { iou, type PhotoOptions, takePhoto, truthOf } from './photo.fixture'

/** A ring, a star and bars: as fine as a seal, and without need of fonts. */
const stamp = (fill: string): VectorPicture => ({
  width: 120,
  height: 120,
  shapes: [
    { d: ring(60, 60, 60, 60, 3.4), fill, evenOdd: true },
    { d: star(60, 60, 20), fill },
    ...[25, 85, 95].map((y) => ({
      d: frame(50, 4, 1).map(
        (c) => [c[0], ...c.slice(1).map((v, i) => Number(v) + (i % 2 ? y : 35))] as typeof c,
      ),
      fill,
    })),
  ],
})

const codeOf = (run: Promise<unknown>) =>
  run.then(
    () => 'ok',
    (e: unknown) => (e instanceof PhotoError || e instanceof ImageError ? e.code : e),
  )

const small: PhotoOptions = { width: 560, height: 440, side: 320 }

describe('a seal photographed on white paper (SEAL-12, SEAL-15)', () => {
  test.each<[SealColor, SealColor, PhotoOptions]>([
    ['red', 'red', {}],
    ['blue', 'black', {}],
    ['black', 'red', { print: false }],
    ['red', 'blue', { width: 900, height: 720, side: 520, strength: 0.55, noise: 14, degrees: -21 }],
    ['red', 'red', { shadow: 0.3, degrees: 90 }],
  ])('%s ink becomes pure %s, cropped, without paper and print: %j', async (ink, color, options) => {
    const picture = stamp(SEAL_COLORS[ink])
    const photo = await takePhoto(picture, { ...small, ...options })
    const result = await cutOutSeal(photo, { color })
    expect(result.ink).toBe(ink)
    expect(await iou(result.image, await truthOf(picture, { ...small, ...options }))).toBeGreaterThan(0.9)
    const { rgb, alpha, width, height } = result.image
    expect(rgb.subarray(0, 3).toString('hex')).toBe(SEAL_COLORS[color].slice(1))
    expect(rgb.equals(Buffer.alloc(3 * width * height, rgb.subarray(0, 3)))).toBe(true)
    // The PNG is the same picture.
    const png = readImage(result.png)
    expect(png.kind === 'pixels' && png.alpha?.equals(alpha!)).toBe(true)
    // Tight: ink reaches to within a few pixels of every edge.
    const row = (y: number) => alpha!.subarray(y * width, (y + 1) * width).some((a) => a > 127)
    expect(Array.from({ length: 5 }, (_, y) => row(y))).toContain(true)
    expect(Array.from({ length: 5 }, (_, y) => row(height - 1 - y))).toContain(true)
  })

  test('print that crosses the seal leaves no gaps in it', async () => {
    const picture: VectorPicture = {
      width: 100,
      height: 100,
      shapes: [{ d: frame(100, 100, 49), fill: '#c5372c', evenOdd: true }],
    }
    const { image } = await cutOutSeal(await takePhoto(picture, { ...small, degrees: 0 }), { color: 'red' })
    const middle = image.width >> 2
    let gaps = 0
    for (let y = 20; y < image.height - 20; y++) if (image.alpha![y * image.width + middle]! < 128) gaps++
    expect(gaps).toBeLessThan(image.height * 0.02)
  })

  test('the same photograph always gives the same bytes', async () => {
    const photo = await takePhoto(stamp('#c5372c'), small)
    expect(
      (await cutOutSeal(photo, { color: 'red' })).png.equals((await cutOutSeal(photo, { color: 'red' })).png),
    ).toBe(true)
  })

  test('what was framed by hand is all that counts', async () => {
    const photo = await takePhoto(stamp('#c5372c'), { ...small, degrees: 0 })
    const whole = await cutOutSeal(photo, { color: 'red' })
    const half = await cutOutSeal(photo, { color: 'red', crop: { x: 0, y: 0, width: 0.5, height: 1 } })
    expect(half.image.width).toBeLessThan(whole.image.width * 0.55)
    expect(half.image.height).toBeGreaterThan(whole.image.height * 0.95)
  })

  test('a large photograph is worked on at a bounded size', async () => {
    const photo = await takePhoto(stamp('#c5372c'), { width: 2000, height: 1600, side: 1300, noise: 4 })
    expect((await cutOutSeal(photo, { color: 'red' })).image.width).toBeLessThan(1000)
  }, 60_000)

  test.each<[string, () => Promise<Buffer>]>([
    ['NOTHING_FOUND', () => takePhoto(null, { ...small, print: false })],
    ['TOO_SMALL', () => takePhoto(stamp('#c5372c'), { ...small, side: 90 })],
    ['TOO_DARK', () => takePhoto(stamp('#c5372c'), { ...small, shadow: 0.6 }).then(darkened)],
    ['NOTHING_FOUND', () => takePhoto(stamp('#f3d9d0'), { ...small, print: false, noise: 20 })],
    ['FILE_TYPE', () => Promise.resolve(Buffer.from('GIF89a, no photograph at all'))],
  ])('%s is said by name', async (code, file) => {
    expect(await codeOf(cutOutSeal(await file(), { color: 'red' }))).toBe(code)
  })

  test('a JPEG that is cut within its picture is refused', async () => {
    const photo = await takePhoto(stamp('#c5372c'), small)
    expect(await codeOf(cutOutSeal(photo.subarray(0, photo.length / 2), { color: 'red' }))).toBe(
      'FILE_UNREADABLE',
    )
  })
})

test('a signature written by hand is cut out the same way', async () => {
  const strokes = [0, 1].map((k) =>
    Array.from({ length: 60 }, (_, i) => ({
      x: 20 + i * 4,
      y: 70 + 40 * k + 30 * Math.sin(i / (5 + k)),
      t: i * 10,
    })),
  )
  const picture = handwriting(strokes)
  const options = { ...small, print: false, degrees: 4 }
  const result = await cutOutSeal(await takePhoto(picture, options), { color: 'black' })
  expect(result.ink).toBe('black')
  expect(await iou(result.image, await truthOf(picture, options))).toBeGreaterThan(0.85)
})

/** The same with a tenth of the light. */
async function darkened(file: Buffer): Promise<Buffer> {
  const { loadImage } = await import('@napi-rs/canvas')
  const image = await loadImage(file)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  context.fillStyle = 'rgba(0,0,0,0.9)'
  context.fillRect(0, 0, image.width, image.height)
  return canvas.toBuffer('image/jpeg', 80)
}
