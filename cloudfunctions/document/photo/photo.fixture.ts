import { createCanvas, loadImage } from '@napi-rs/canvas'
import { pictureToSvg } from '#platform/pdf/appearance/svg'
import type { VectorPicture } from '#platform/pdf/appearance/vector-picture'

export interface PhotoOptions {
  /** pixels */
  width?: number
  height?: number
  /** clockwise */
  degrees?: number
  /** black print beneath the seal, as on a contract */
  print?: boolean
  /** largest change of a channel, 0 to 255 */
  noise?: number
  /** how strongly the stamp was inked, 0 to 1 */
  strength?: number
  /** light at the darkest corner, parts of the brightest */
  shadow?: number
  /** longer side of the seal, pixels */
  side?: number
}

const defaults = {
  width: 1400,
  height: 1100,
  degrees: 7,
  print: true,
  noise: 10,
  strength: 0.9,
  shadow: 0.55,
  side: 800,
}

/** The picture alone, turned as in the photograph: what a perfect cut-out would give. */
export async function truthOf(picture: VectorPicture, options: PhotoOptions = {}) {
  const { width, height, degrees, side } = { ...defaults, ...options }
  const scale = side / Math.max(picture.width, picture.height)
  const [w, h] = [picture.width * scale, picture.height * scale]
  const svg = pictureToSvg(picture).replace(/width="[\d.]+" height="[\d.]+"/, `width="${w}" height="${h}"`)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.translate(width / 2, height / 2)
  context.rotate((degrees * Math.PI) / 180)
  context.drawImage(await loadImage(Buffer.from(svg)), -w / 2, -h / 2)
  return canvas
}

/** A stamp on yellowish paper with falling light, noise, print beneath and JPEG compression. */
export async function takePhoto(picture: VectorPicture | null, options: PhotoOptions = {}): Promise<Buffer> {
  const o = { ...defaults, ...options }
  const canvas = createCanvas(o.width, o.height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#f3eee2'
  context.fillRect(0, 0, o.width, o.height)
  if (o.print) {
    context.fillStyle = '#2b2b2b'
    context.font = '34px sans-serif'
    for (let y = 60; y < o.height; y += 90)
      for (let x = 40; x < o.width; x += 170) context.fillText('Contract', x, y)
  }
  if (picture) {
    context.globalAlpha = o.strength
    context.globalCompositeOperation = 'multiply'
    context.drawImage(await truthOf(picture, options), 0, 0)
    context.globalAlpha = 1
    context.globalCompositeOperation = 'source-over'
  }
  const pixels = context.getImageData(0, 0, o.width, o.height)
  let seed = 11
  const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff
  for (let i = 0; i < o.width * o.height; i++) {
    const [x, y] = [(i % o.width) / o.width, Math.floor(i / o.width) / o.height]
    const light = 1 - (1 - o.shadow) * (0.6 * x + 0.4 * y)
    for (let c = 0; c < 3; c++)
      pixels.data[4 * i + c] = pixels.data[4 * i + c]! * light + (random() * 2 - 1) * o.noise
  }
  context.putImageData(pixels, 0, 0)
  return canvas.toBuffer('image/jpeg', 80)
}

/** Intersection over union of a cut-out and the truth, both cropped to their ink and brought to one size. */
export async function iou(
  image: { width: number; height: number; alpha?: Buffer },
  truth: Awaited<ReturnType<typeof truthOf>>,
): Promise<number> {
  const { width, height } = truth
  const { data } = truth.getContext('2d').getImageData(0, 0, width, height)
  const inkAt = (x: number, y: number) => (data[4 * (y * width + x) + 3] ?? 0) > 127
  let [x0, y0] = [width, height]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (inkAt(x, y)) {
        x0 = Math.min(x0, x)
        y0 = Math.min(y0, y)
      }
  let best = 0
  // The cut-out has a margin of about two pixels.
  for (let dx = -4; dx <= 0; dx++)
    for (let dy = -4; dy <= 0; dy++) {
      let [both, either] = [0, 0]
      for (let y = 0; y < image.height; y++)
        for (let x = 0; x < image.width; x++) {
          const a = (image.alpha?.[y * image.width + x] ?? 0) > 127
          const b = inkAt(x + x0 + dx, y + y0 + dy)
          if (a && b) both++
          if (a || b) either++
        }
      best = Math.max(best, both / either)
    }
  return best
}
