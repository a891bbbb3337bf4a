import { z } from 'zod'
import { signatureSuite } from '#types/organization'
import { collection, type Entity } from '#platform/kernel/store'

/** An enterprise (tenant). */
export const organization = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  /** Unified social credit code, 18 characters (GB 32100-2015). */
  creditCode: z.string(),
  /** Exactly one (ORG-28). */
  superAdminId: z.string(),
  verifiedAt: z.number(),
  simulated: z.boolean(),
  /** Suite of the contracts it starts from now on; the installation's when absent. */
  signatureSuite: signatureSuite.optional(),
})
export type Organization = z.infer<typeof organization>

export const organizationCollection = collection<Organization>({
  name: 'organizations',
  schema: organization,
  fields: {},
  indexes: [],
})

/** One enterprise a code; id = the credit code. */
export interface CreditCodeBinding extends Entity {
  organizationId: string
}

export const creditCodeCollection = collection<CreditCodeBinding>({
  name: 'creditCodes',
  schema: z.object({ id: z.string(), version: z.number(), organizationId: z.string() }),
  fields: {},
  indexes: [],
})
