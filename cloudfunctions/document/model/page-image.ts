import { z } from 'zod'
import { collection } from '#platform/kernel/store'

/** A rendered page, kept privately. id = `<sha256 of the file>:<page>:<width>`: another revision is another image. */
export const pageImage = z.object({
  id: z.string(),
  version: z.number(),
  fileId: z.string(),
  sha256: z.string(),
  /** Bytes of the image. */
  size: z.number(),
  /** Pixels. */
  width: z.number(),
  height: z.number(),
  /** Text of the page for screen readers. */
  text: z.string(),
  expiresAt: z.number(),
})
export type PageImage = z.infer<typeof pageImage>

export const pageImageCollection = collection<PageImage>({
  name: 'pageImages',
  schema: pageImage,
  fields: { fileId: 'text', expiresAt: 'int' },
  indexes: [['expiresAt'], ['fileId']],
})

export const pageImageId = (sha256: string, page: number, width: number) => `${sha256}:${page}:${width}`
