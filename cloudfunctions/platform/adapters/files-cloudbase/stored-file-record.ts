import { z } from 'zod'
import { collection } from '#platform/kernel/store'

const record = z.object({
  id: z.string(),
  version: z.number(),
  /** `<kind>:<sha256>`. */
  content: z.string(),
  /** Path in the storage, used once. */
  path: z.string(),
  /** Null until the storage has answered: only then is it known. */
  fileId: z.string().nullable(),
  sha256: z.string(),
  size: z.number(),
  /** Last time this content was put, epoch ms. */
  storedAt: z.number(),
})
export type StoredFileRecord = z.infer<typeof record>

/** What the storage holds: CloudBase cannot list files, so every file is noted before it is uploaded. */
export const cloudFileCollection = collection<StoredFileRecord>({
  name: 'cloudFiles',
  schema: record,
  fields: { content: 'text', fileId: 'text', storedAt: 'int' },
  indexes: [['content'], ['fileId'], ['storedAt']],
})
