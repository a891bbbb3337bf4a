import { z } from 'zod'
import { collection } from '#platform/kernel/store'

/** Text of a page with places, kept privately. id = `<sha256 of the file>:<page>`. */
export const pageText = z.object({
  id: z.string(),
  version: z.number(),
  /** Viewer points. */
  width: z.number(),
  height: z.number(),
  /** Packed as JSON: a row a span, `[text, x, y, width, height, turned]`. */
  spans: z.string(),
  truncated: z.boolean(),
  expiresAt: z.number(),
})
export type StoredPageText = z.infer<typeof pageText>

export const pageTextCollection = collection<StoredPageText>({
  name: 'pageTexts',
  schema: pageText,
  fields: { expiresAt: 'int' },
  indexes: [['expiresAt']],
})

export const pageTextId = (sha256: string, page: number) => `${sha256}:${page}`
