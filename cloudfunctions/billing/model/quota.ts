import { z } from 'zod'
import { collection } from '#platform/kernel/store'

/** Contracts an organization has bought. What was used is the taken part of its counter. id = organization id. */
export const quota = z.object({ id: z.string(), version: z.number(), bought: z.number().int() })
export type Quota = z.infer<typeof quota>

export const quotaCollection = collection<Quota>({ name: 'quotas', schema: quota, fields: {}, indexes: [] })

/** One change of what was bought. The id makes it happen once. */
export const ledgerEntry = z.object({
  id: z.string(),
  version: z.number(),
  organizationId: z.string(),
  /** Contracts added. */
  by: z.number().int(),
  at: z.number(),
  reason: z.string(),
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

export const ledgerCollection = collection<LedgerEntry>({
  name: 'quotaLedger',
  schema: ledgerEntry,
  fields: { organizationId: 'text', at: 'int' },
  indexes: [['organizationId', '-at']],
})

const prefix = 'contract-quota:'

/** Counter of the contracts an organization has used; its keys are contract ids. */
export const quotaCounter = (organizationId: string) => prefix + organizationId

/** The organization of such a counter, or null for another counter. */
export const organizationOfCounter = (counter: string) =>
  counter.startsWith(prefix) ? counter.slice(prefix.length) : null
