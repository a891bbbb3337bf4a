import { z } from 'zod'
import { roleCodes } from '#types/permissions'
import { collection } from '#platform/kernel/store'

/** Employee states of organization.md §2.2 that have an account; the others come with inviting. */
export const employeeState = z.enum(['ACTIVE', 'RESIGNED', 'REMOVED'])

/** id = `<organizationId>:<accountId>`. */
export const employee = z.object({
  id: z.string(),
  version: z.number(),
  organizationId: z.string(),
  accountId: z.string(),
  name: z.string(),
  phoneMasked: z.string(),
  roles: z.array(z.enum(roleCodes)),
  state: employeeState,
  /** Single characters and two-character shingles of the name, for search. */
  grams: z.array(z.string()),
  joinedAt: z.number(),
})
export type Employee = z.infer<typeof employee>

export const employeeCollection = collection<Employee>({
  name: 'employees',
  schema: employee,
  fields: { organizationId: 'text', accountId: 'text', state: 'text', name: 'text', grams: 'set' },
  indexes: [['organizationId', 'state', 'name'], ['accountId'], ['grams']],
})

export const employeeId = (organizationId: string, accountId: string) => `${organizationId}:${accountId}`
