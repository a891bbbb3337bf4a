import { z } from 'zod'
import { controlSlots, type PageSize, type PlacedControl } from '../pdf/controls/control-places'
import { DATE_FORMATS } from '../pdf/controls/date-format'
import { pageSealPlaces, type PageSealPlace, sealOnAllPages } from '../pdf/controls/seal-places'
import type { PagePlace, PartyPlaces } from '../pdf/compose'
import { RefusedInput } from './refusal'

/** Pages count from 1, x and y are points from the top left of the page as displayed. */
const place = z.strictObject({
  page: z.number().int().positive(),
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
})

const common = {
  name: z.string().min(1),
  required: z.boolean().default(false),
  prompt: z.string().optional(),
  pages: z.enum(['current', 'all']).optional(),
}
const setting = {
  font: z.enum(['hei', 'song', 'kai']).optional(),
  size: z.number().min(4).max(100).optional(),
  align: z.enum(['left', 'center', 'right']).optional(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  bold: z.boolean().optional(),
}
const typed = { ...common, ...setting, maxLength: z.number().int().positive().optional() }
const options = z.array(z.string()).min(1)
const format = z.enum(DATE_FORMATS).default('YYYY年MM月DD日')

const control = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['text', 'multi-line-text', 'email', 'address']), ...typed }),
  z.strictObject({
    kind: z.literal('number'),
    ...typed,
    minimum: z.string().optional(),
    maximum: z.string().optional(),
    decimals: z.number().int().min(0).max(20).optional(),
    grouped: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('check-boxes'),
    ...common,
    ...setting,
    options,
    arrangement: z.enum(['row', 'column']).optional(),
  }),
  z.strictObject({ kind: z.literal('selector'), ...common, ...setting, options }),
  z.strictObject({ kind: z.enum(['date', 'signing-date']), ...common, ...setting, format }),
  z.strictObject({ kind: z.literal('image'), ...common }),
  z.strictObject({
    kind: z.literal('attachment'),
    ...common,
    placement: z.enum(['inside', 'between-pages']),
    maxFiles: z.number().int().positive().optional(),
  }),
  z.strictObject({ kind: z.enum(['education', 'gender', 'region']), ...common, ...setting }),
  z.strictObject({
    kind: z.literal('table'),
    ...common,
    ...setting,
    columns: z
      .array(
        z.strictObject({
          title: z.string(),
          width: z.number().positive().optional(),
          align: setting.align,
        }),
      )
      .min(1),
    maxRows: z.number().int().positive().optional(),
  }),
  z.strictObject({
    kind: z.literal('signer-information'),
    ...typed,
    information: z.enum([
      'company-name',
      'credit-code',
      'legal-representative',
      'signer-name',
      'signer-phone',
      'document-type',
      'document-number',
    ]),
  }),
  z.strictObject({ kind: z.literal('signing-opinion'), ...common, ...setting, statement: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('approval'),
    ...common,
    comments: z
      .strictObject({
        ...setting,
        choice: z.enum(['single', 'multiple']),
        options,
        required: z.boolean(),
        prompt: z.string().optional(),
      })
      .optional(),
    remarks: z
      .strictObject({
        ...setting,
        required: z.boolean(),
        prompt: z.string().optional(),
        maxLength: z.number().int().positive().optional(),
      })
      .optional(),
  }),
])

const placedControl = z.strictObject({ id: z.string().min(1), at: place, control })

const party = z.strictObject({
  id: z.string().min(1),
  /** the main place: the signature field */
  at: place,
  /** further places of the same seal or signature */
  seals: z.array(place).default([]),
  /** the same spot on every other page */
  onAllPages: z.boolean().default(false),
  /** 骑缝章: height from the top and size of the whole seal, points */
  pageSeal: z
    .strictObject({ y: z.number(), width: z.number().positive(), height: z.number().positive() })
    .optional(),
  controls: z.array(placedControl).default([]),
})

const planShape = z.strictObject({
  parties: z.array(party).default([]),
  /** the initiator's controls: their values are drawn into the pages */
  controls: z.array(placedControl).default([]),
  watermark: z
    .strictObject({
      text: z.string(),
      face: z.enum(['hei', 'hei-bold', 'song', 'song-bold', 'kai']).optional(),
      size: z.number().optional(),
      color: setting.color,
      transparency: z.number().optional(),
      density: z.enum(['dense', 'standard', 'sparse']).optional(),
      angle: z.number().optional(),
    })
    .optional(),
  /** files put between the pages: behind page `after` of the upload, 0 for before the first */
  attachments: z
    .array(z.strictObject({ after: z.number().int().min(0), file: z.string().min(1) }))
    .default([]),
})

/** What `qianli compose` prepares and `qianli sign` fills: parties, their places and controls, watermark, attachments. */
export type Plan = z.infer<typeof planShape>
export type PlanParty = Plan['parties'][number]

/** @throws RefusedInput PLAN, naming the place in the file */
export function readPlan(bytes: Buffer, file: string): Plan {
  const parsed = planShape.safeParse(readJson(bytes, file))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') ?? ''
  throw new RefusedInput('PLAN', {
    zh: `${file} 有误：${where} ${issue?.message ?? ''}`,
    en: `${file}: ${where} ${issue?.message ?? ''}`,
  })
}

export function readJson(bytes: Buffer, file: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch {
    throw new RefusedInput('JSON', { zh: `${file} 不是 JSON`, en: `${file} is not JSON` })
  }
}

export type PlanPlace = z.infer<typeof place>

const rectOf = ({ x, y, width, height }: PlanPlace) => ({ x, y, width, height })

export function placedControlOf({ id, at, control: found }: z.infer<typeof placedControl>): PlacedControl {
  return { name: id, page: at.page - 1, rect: rectOf(at), control: found }
}

/** Every place of a party's seal besides its signature field; those of a page seal with their slice. */
export function sealPlaces(one: PlanParty, pages: readonly PageSize[]): (PagePlace | PageSealPlace)[] {
  const main = one.at.page - 1
  const further = one.seals.map((at, i) => ({
    name: `${one.id}-seal-${i + 1}`,
    page: at.page - 1,
    rect: rectOf(at),
  }))
  const everywhere = one.onAllPages
    ? sealOnAllPages(`${one.id}-all`, pages, rectOf(one.at), { except: main })
    : []
  const { pageSeal } = one
  const edges = pageSeal
    ? pageSealPlaces(`${one.id}-edge`, pages, {
        y: pageSeal.y,
        size: { width: pageSeal.width, height: pageSeal.height },
      })
    : []
  return [...further, ...everywhere, ...edges]
}

/** A party's fields and slots in the file; the signature field has the party's id as its name. */
export function partyPlaces(one: PlanParty, pages: readonly PageSize[]): PartyPlaces {
  return {
    id: one.id,
    signatureFields: [{ name: one.id, page: one.at.page - 1, rect: rectOf(one.at), label: one.id }],
    slots: [
      ...sealPlaces(one, pages),
      ...one.controls.flatMap((item) => controlSlots(placedControlOf(item), pages)),
    ],
  }
}
