import { z } from 'zod'
import { collection } from '#platform/kernel/store'

const record = z.object({
  /** Name of the key file. */
  id: z.string(),
  version: z.number(),
  /** The file as it lies on disk: encrypted under the installation's key-store secret, base64. */
  sealed: z.string(),
})
export type KeyFileRecord = z.infer<typeof record>

/** Encrypted key files of an authority whose functions have no disk of their own. */
export const keyFileCollection = collection<KeyFileRecord>({
  name: 'keyFiles',
  schema: record,
  fields: {},
  indexes: [],
})
