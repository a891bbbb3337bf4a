import { permissionsOf, type PermissionPoint, type RoleCode } from '#types/permissions'
import type { Deps } from '#platform/kernel/ports'
import type { Store, Tx } from '#platform/kernel/store'
import { phoneOfAccount } from '../../identity/queries/account-of-call'
import { employeeCollection, employeeId, type Employee } from '../model/employee'

/** An active employee as other rooms may know him. */
export interface ActiveEmployee {
  organizationId: string
  accountId: string
  name: string
  phoneMasked: string
  roles: RoleCode[]
  permissions: PermissionPoint[]
  /** Version of the record this was read from, for the audit event. */
  version: number
}

/** The active employee of this organization with this account, or null. */
export async function employeeOf(
  deps: { store: Store },
  organizationId: string,
  accountId: string,
): Promise<ActiveEmployee | null> {
  return activeOnly(await deps.store.get(employeeCollection, employeeId(organizationId, accountId)))
}

/** {@link employeeOf} inside a transaction: the employment holds until the transaction ends. */
export async function employeeInTx(
  t: Tx,
  organizationId: string,
  accountId: string,
): Promise<ActiveEmployee | null> {
  return activeOnly(await t.get(employeeCollection, employeeId(organizationId, accountId), 'read'))
}

/** Phone of an active employee, plain, for messages; null when he is none. */
export async function phoneOfEmployee(
  deps: Deps,
  organizationId: string,
  accountId: string,
): Promise<string | null> {
  return (await employeeOf(deps, organizationId, accountId)) && phoneOfAccount(deps, accountId)
}

function activeOnly(employee: Employee | null): ActiveEmployee | null {
  if (employee?.state !== 'ACTIVE') return null
  const { organizationId, accountId, name, phoneMasked, roles, version } = employee
  return { organizationId, accountId, name, phoneMasked, roles, permissions: permissionsOf(roles), version }
}
