import { z } from 'zod'
import { collection } from '#platform/kernel/store'
import { pageRun, storedFile } from './contract'

/** How an upload that was no PDF became one; kept as evidence of what was made from what. */
export const uploadConversion = z.object({
  /** The PDF. */
  file: storedFile,
  converter: z.object({ name: z.string(), version: z.string(), simulated: z.boolean() }),
  /** The files as they were uploaded, in their order. */
  sources: z.array(z.object({ filename: z.string(), sha256: z.string(), size: z.number() })),
  /** What looks otherwise than in the original: code of the converter, how often, names of fonts or formats. */
  warnings: z.array(z.object({ code: z.string(), count: z.number(), detail: z.string().optional() })),
})
export type UploadConversion = z.infer<typeof uploadConversion>

/** A file on its way to becoming a contract; forgotten when it expires unused. */
export const upload = z.object({
  id: z.string(),
  version: z.number(),
  accountId: z.string(),
  organizationId: z.string(),
  filename: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  /** Set when the bytes were no PDF and have been converted. */
  conversion: uploadConversion.nullable().default(null),
  /** Set once the bytes have been checked. */
  checked: z.object({ file: storedFile, pageRuns: z.array(pageRun) }).nullable(),
  /** Id of the converted or checked file, empty before; for the orphan sweep. */
  fileId: z.string(),
})
export type Upload = z.infer<typeof upload>

export const uploadCollection = collection<Upload>({
  name: 'uploads',
  schema: upload,
  fields: { expiresAt: 'int', fileId: 'text' },
  indexes: [['expiresAt'], ['fileId']],
})
