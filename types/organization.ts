import { z } from 'zod'
import { defineActions, spec } from './action'
import { roleCodes } from './permissions'

/** `international`: P-256 or RSA with SHA-256. `sm`: SM2 with SM3 (国密). */
export const signatureSuite = z.enum(['international', 'sm'])

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
      /** Suite of contracts it will start; null: the installation's. */
      signatureSuite: signatureSuite.nullable(),
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
  setSignatureSuite: spec({
    kind: 'command',
    guard: { who: 'employee', permission: 'org.manage' },
    summary:
      "Chooses the signature suite of the contracts that the organization starts from now on; null goes back to the installation's. Contracts that exist keep theirs.",
    input: z.object({ suite: signatureSuite.nullable() }),
    output: z.object({ signatureSuite: signatureSuite.nullable() }),
    errors: ['SUITE_UNAVAILABLE'],
  }),
})
