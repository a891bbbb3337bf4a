import { extname } from 'node:path'
import { SEAL_COLORS, type SealColor } from '../pdf/seal/seal-design'
import { UsageError } from './command'
import { readInput } from './read-file'
import { type OutputPath, writeOutput } from './write-file'

export interface PhotoOptions {
  photo: string
  color?: string | undefined
  crop?: string | undefined
}

/** Cuts a seal out of a photograph of it on white paper and writes it as PNG; its size in pixels. */
export async function sealFromPhoto(
  { photo, color = 'red', crop }: PhotoOptions,
  target: OutputPath,
): Promise<{ width: number; height: number; ink: string }> {
  if (extname(target.path).toLowerCase() !== '.png')
    throw new UsageError({ zh: '抠出的印章应存为 .png', en: 'a seal from a photograph is written as .png' })
  // The native module that decodes photographs is loaded only here.
  const { cutOutSeal } = await import('../../document/photo/cut-out-seal')
  const { image, png, ink } = await cutOutSeal(await readInput(photo), {
    color: colorOf(color),
    ...(crop === undefined ? {} : { crop: cropOf(crop) }),
  })
  await writeOutput(target, png)
  return { width: image.width, height: image.height, ink }
}

function colorOf(text: string): SealColor {
  if (text in SEAL_COLORS) return text as SealColor
  throw new UsageError({ zh: '--color 应为 red、blue 或 black', en: '--color is red, blue or black' })
}

/** Percent of the photograph as displayed. */
function cropOf(text: string) {
  const parts = text
    .split(',')
    .map((part) => (/^\s*\d+(\.\d+)?\s*$/.test(part) ? Number(part) / 100 : Number.NaN))
  const [x = 0, y = 0, width = 0, height = 0] = parts
  const inside = width > 0 && height > 0 && x + width <= 1.0001 && y + height <= 1.0001
  if (parts.length === 4 && parts.every(Number.isFinite) && inside) return { x, y, width, height }
  throw new UsageError({
    zh: '--crop 应为 左,上,宽,高（占照片的百分比）',
    en: '--crop is X,Y,WIDTH,HEIGHT in percent of the photograph',
  })
}
