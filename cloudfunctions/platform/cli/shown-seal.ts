import { z } from 'zod'
import type { Shown } from '../pdf/appearance/drawing-writer'
import type { FontSet } from '../pdf/fonts/font-set'
import { imageSize, readImage } from '../pdf/image/read-image'
import { drawSeal, LEGAL_REPRESENTATIVE_STYLES, type SealDesign } from '../pdf/seal/seal-design'
import { readJson } from './plan'
import { readInput } from './read-file'
import { RefusedInput } from './refusal'

const color = z.enum(['red', 'blue', 'black']).optional()
const name = z.string()
const code = z.string().optional()
const bottomLine = z.string().optional()

const design = z.union([
  z.strictObject({ kind: z.literal('official'), color, name, code }),
  z.strictObject({ kind: z.enum(['contract', 'finance', 'hr']), color, name, code, bottomLine }),
  z.strictObject({ kind: z.literal('ellipse'), color, name, code, bottomLine }),
  z.strictObject({
    kind: z.literal('legal-representative'),
    color,
    name,
    style: z.enum(LEGAL_REPRESENTATIVE_STYLES).optional(),
  }),
  z.strictObject({ kind: z.literal('name'), color, name }),
  z.strictObject({
    kind: z.literal('other'),
    shape: z.enum(['circle', 'ellipse']),
    color,
    name,
    text: z.string(),
  }),
  z.strictObject({
    kind: z.literal('other'),
    shape: z.literal('rectangle'),
    color,
    name: name.optional(),
    text: z.string(),
  }),
])

/** A seal design from plain data, as `qianli seal` and `qianli sign --seal DESIGN.json` take it. @throws RefusedInput */
export function readDesign(value: unknown): SealDesign {
  const parsed = design.safeParse(value)
  if (parsed.success) return parsed.data
  throw new RefusedInput('SEAL_DESIGN', {
    zh: '印章设计有误：请给出 kind（official、contract、finance、hr、ellipse、legal-representative、name、other）、name 等',
    en: 'not a seal design: it needs kind (official, contract, finance, hr, ellipse, legal-representative, name, other), name and what the kind asks for',
  })
}

/** Dots per inch of a seal in an image: what `qianli seal --photo` and scanners give. */
const SEAL_DPI = 300

/** What a signature field shows: a seal drawn from a design file, or a picture (PNG, JPEG, BMP). */
export async function shownSeal(file: string, fonts: () => FontSet): Promise<Shown> {
  const bytes = await readInput(file)
  if (/\.json$/i.test(file)) return drawSeal(readDesign(readJson(bytes, file)), fonts())
  const image = readImage(bytes)
  const size = imageSize(image)
  const width = (size.width * 72) / SEAL_DPI
  const height = (size.height * 72) / SEAL_DPI
  return { width, height, items: [{ kind: 'image', image, x: 0, y: 0, width, height }] }
}
