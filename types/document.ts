import { z } from 'zod'
import { defineActions, spec } from './action'

export const pageSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contract'), contractId: z.string() }),
  z.object({ kind: z.literal('upload'), uploadId: z.string() }),
])
export type PageSource = z.infer<typeof pageSource>

/** Text of a page. Boxes are viewer points of the page as displayed: origin at the top left, y down, 1/72 inch. */
export const pageText = z.object({
  /** Size of the page in the same points. */
  width: z.number(),
  height: z.number(),
  /** In the reading order of the file. */
  spans: z.array(
    z.object({
      text: z.string(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      /** Degrees clockwise by which the writing is turned inside its box; 0 upright. */
      turned: z.number(),
    }),
  ),
  /** The page holds more text than is handed out. */
  truncated: z.boolean(),
})
export type PageText = z.infer<typeof pageText>

export const documentActions = defineActions('document', {
  getPage: spec({
    kind: 'query',
    guard: { who: 'participant' },
    summary:
      'Image of one page, rendered on demand: a short-lived link plus the text of the page for screen readers.',
    input: z.object({
      source: pageSource,
      page: z.number().int().min(0),
      width: z.union([z.literal(200), z.literal(750), z.literal(1500)]),
    }),
    output: z.object({ url: z.string(), width: z.number(), height: z.number(), text: z.string() }),
    errors: ['NOT_FOUND', 'PAGE_OUT_OF_RANGE', 'FILE_UNREADABLE', 'BUSY'],
  }),
  getText: spec({
    kind: 'query',
    guard: { who: 'participant' },
    summary:
      'Text of one page with the place of each piece, for search, selection and screen readers; for whoever may see the page.',
    input: z.object({ source: pageSource, page: z.number().int().min(0) }),
    output: pageText,
    errors: ['NOT_FOUND', 'PAGE_OUT_OF_RANGE', 'FILE_UNREADABLE', 'BUSY'],
  }),
})
