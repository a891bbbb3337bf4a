import { z } from 'zod'
import { roleCodes } from '#types/permissions'
import { collection } from '#platform/kernel/store'

/**
 * An organization that an account may act for, as shown by the identity switcher. The organization room writes it in
 * the transaction that changes the employee; rights are decided from the employee alone, never from here.
 * id = `<accountId>:<organizationId>`.
 */
export const membership = z.object({
  id: z.string(),
  version: z.number(),
  accountId: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  roles: z.array(z.enum(roleCodes)),
})
export type Membership = z.infer<typeof membership>

export const membershipCollection = collection<Membership>({
  name: 'memberships',
  schema: membership,
  fields: { accountId: 'text' },
  indexes: [['accountId']],
})

export const membershipId = (accountId: string, organizationId: string) => `${accountId}:${organizationId}`
