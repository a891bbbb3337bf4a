import type { RoleCode } from '#types/permissions'
import type { Tx } from '#platform/kernel/store'
import { recordMembership } from '../../identity/commands/record-membership'
import { employeeCollection, employeeId } from '../model/employee'
import { creditCodeCollection, organizationCollection, type Organization } from '../model/organization'
import { isCreditCode } from '../rules/credit-code'
import { nameGrams } from '../rules/name-grams'

export interface Founding {
  organization: Omit<Organization, 'version'>
  superAdmin: Joining
}

export interface Joining {
  accountId: string
  /** Name as verified. */
  name: string
  phoneMasked: string
  at: number
}

/**
 * Creates an enterprise with its one super administrator (ORG-28).
 * @throws Duplicate when the credit code belongs to an enterprise already; Error when it is not a credit code
 */
export async function foundOrganization(t: Tx, { organization, superAdmin }: Founding): Promise<void> {
  if (!isCreditCode(organization.creditCode)) throw new Error('Not a unified social credit code.')
  await t.insert(creditCodeCollection, { id: organization.creditCode, organizationId: organization.id })
  await t.insert(organizationCollection, organization)
  await addEmployee(t, organization, superAdmin, ['super-admin'])
}

/** Makes a verified person an active employee, and shows the company in his identity switcher. */
export async function addEmployee(
  t: Tx,
  organization: Pick<Organization, 'id' | 'name'>,
  { accountId, name, phoneMasked, at }: Joining,
  roles: RoleCode[],
): Promise<void> {
  await t.insert(employeeCollection, {
    id: employeeId(organization.id, accountId),
    organizationId: organization.id,
    accountId,
    name,
    phoneMasked,
    roles,
    state: 'ACTIVE',
    grams: nameGrams(name),
    joinedAt: at,
  })
  await recordMembership(t, {
    accountId,
    organizationId: organization.id,
    organizationName: organization.name,
    roles,
  })
}
