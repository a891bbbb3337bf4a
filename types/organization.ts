import { z } from 'zod'
import { defineActions, spec } from './action'
import { roleCodes } from './permissions'

export const employeeView = z.object({
  accountId: z.string(),
  name: z.string(),
  phoneMasked: z.string(),
  roles: z.array(z.enum(roleCodes)),
  superAdmin: z.boolean(),
})
export type EmployeeView = z.infer<typeof employeeView>

export const organizationActions = defineActions('organization', {
  getOrganization: spec({
    kind: 'query',
    guard: { who: 'employee', permission: 'org.view' },
    summary: 'The organization one acts for.',
    input: z.object({}),
    output: z.object({
      id: z.string(),
      name: z.string(),
      creditCode: z.string(),
      verifiedAt: z.number(),
      simulated: z.boolean(),
    }),
    errors: [],
  }),
  listEmployees: spec({
    kind: 'query',
    guard: { who: 'employee', permission: 'org.view' },
    summary: 'Active employees of the organization one acts for, by name.',
    input: z.object({ search: z.string().max(50).optional(), after: z.string().max(300).optional() }),
    output: z.object({ items: z.array(employeeView), next: z.string().optional() }),
    errors: [],
  }),
})
