import { z } from 'zod'
import { collection } from '#platform/kernel/store'
import { pageRun, storedFile } from './contract'

/** A file on its way to becoming a contract; forgotten when it expires unused. */
export const upload = z.object({
  id: z.string(),
  version: z.number(),
  accountId: z.string(),
  organizationId: z.string(),
  filename: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  /** Set once the bytes have been checked. */
  checked: z.object({ file: storedFile, pageRuns: z.array(pageRun) }).nullable(),
  /** Id of the checked file, empty before; for the orphan sweep. */
  fileId: z.string(),
})
export type Upload = z.infer<typeof upload>

export const uploadCollection = collection<Upload>({
  name: 'uploads',
  schema: upload,
  fields: { expiresAt: 'int', fileId: 'text' },
  indexes: [['expiresAt'], ['fileId']],
})
