import { z } from 'zod'
import { defineActions, spec } from './action'

export const pageSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contract'), contractId: z.string() }),
  z.object({ kind: z.literal('upload'), uploadId: z.string() }),
])
export type PageSource = z.infer<typeof pageSource>

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
})
