import { z } from 'zod'
import { sealType } from '#types/seal'
import { collection } from '#platform/kernel/store'
import { pictureFields } from './picture'

/** An organization's seal. */
export const seal = z.object({
  id: z.string(),
  version: z.number(),
  organizationId: z.string(),
  name: z.string(),
  type: sealType,
  state: z.enum(['enabled', 'disabled']),
  ...pictureFields,
  /** Accounts authorised to use it (SEAL-52); the creator is the first (dec 12). */
  holders: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.number(),
})
export type Seal = z.infer<typeof seal>

export const sealCollection = collection<Seal>({
  name: 'seals',
  schema: seal,
  fields: { organizationId: 'text', createdAt: 'int' },
  indexes: [['organizationId', 'createdAt']],
})
