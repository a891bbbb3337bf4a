import { z } from 'zod'
import { defineActions, spec } from './action'

/** One point of a pen stroke on the pad: x, y in CSS px of the pad, t in ms since the first point, p pressure 0..1. */
export const strokePoint = z.object({
  x: z.number(),
  y: z.number(),
  t: z.number().optional(),
  p: z.number().optional(),
})
export const strokes = z.array(z.array(strokePoint).min(1).max(2000)).max(200)

export const sealType = z.enum(['official', 'contract', 'finance', 'hr'])
export type SealType = z.infer<typeof sealType>

export const sealView = z.object({
  id: z.string(),
  name: z.string(),
  type: sealType,
  state: z.enum(['enabled', 'disabled']),
  /** Picture as a self-contained SVG document. */
  svg: z.string(),
  /** Physical size in points (1/72 inch). */
  width: z.number(),
  height: z.number(),
  canUse: z.boolean(),
})
export type SealView = z.infer<typeof sealView>

export const personalSignatureView = z.object({
  id: z.string(),
  kind: z.enum(['handwritten', 'system']),
  svg: z.string(),
  /** Aspect ratio width / height of the picture. */
  ratio: z.number(),
  createdAt: z.number(),
})
export type PersonalSignatureView = z.infer<typeof personalSignatureView>

export const sealActions = defineActions('seal', {
  listSeals: spec({
    kind: 'query',
    guard: { who: 'employee', permission: 'org.view' },
    summary: 'Seals of the organization one acts for, with whether the caller may use each.',
    input: z.object({}),
    output: z.object({ items: z.array(sealView) }),
    errors: [],
  }),
  listPersonalSignatures: spec({
    kind: 'query',
    guard: { who: 'person' },
    summary: 'Saved signatures of the person, newest first.',
    input: z.object({}),
    output: z.object({ items: z.array(personalSignatureView) }),
    errors: [],
  }),
  savePersonalSignature: spec({
    kind: 'command',
    guard: { who: 'person' },
    summary:
      'Save a handwritten signature from strokes, or the system signature made from the verified name (SIGN-07 kinds 1 and 3).',
    input: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('handwritten'),
        strokes,
        padWidth: z.number().positive().max(4000),
        padHeight: z.number().positive().max(4000),
      }),
      z.object({ kind: z.literal('system') }),
    ]),
    output: personalSignatureView,
    errors: ['SIGNATURE_EMPTY', 'NAME_GLYPH'],
  }),
  removePersonalSignature: spec({
    kind: 'command',
    guard: { who: 'person' },
    summary: 'Delete one of the own saved signatures; contracts already signed keep it.',
    input: z.object({ id: z.string() }),
    output: z.object({}),
    errors: ['NOT_FOUND'],
  }),
})
