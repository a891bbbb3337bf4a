import { z } from 'zod'
import { collection } from '#platform/kernel/store'
import { pictureFields } from './picture'

/** A saved signature of a person. Contracts keep what was drawn; removing it changes none. */
export const personalSignature = z.object({
  id: z.string(),
  version: z.number(),
  accountId: z.string(),
  kind: z.enum(['handwritten', 'system']),
  ...pictureFields,
  createdAt: z.number(),
})
export type PersonalSignature = z.infer<typeof personalSignature>

export const personalSignatureCollection = collection<PersonalSignature>({
  name: 'personalSignatures',
  schema: personalSignature,
  fields: { accountId: 'text', createdAt: 'int' },
  indexes: [['accountId', '-createdAt']],
})
