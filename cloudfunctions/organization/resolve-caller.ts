import type { Caller, RawIdentity } from '#platform/kernel/context'
import type { Deps } from '#platform/kernel/ports'
import { accountOfCall, personCaller } from '../identity/queries/account-of-call'
import { employeeOf } from './queries/employee-of'
import { organizationById } from './queries/organization-by-id'

/**
 * Turns what the host vouches for into a caller. An account that chose an organization acts for it only while it is a
 * verified person (ID-82) and an active employee there; otherwise it acts as the person.
 */
export async function resolveCaller(deps: Deps, raw: RawIdentity, now: number): Promise<Caller> {
  if (raw.system) return { kind: 'system' }
  const known = await accountOfCall(deps, raw, now)
  if (!known) return { kind: 'nobody', raw }
  const caller = personCaller(deps, known, raw)
  if (known.active.kind !== 'organization' || !caller.person) return caller
  const { organizationId } = known.active
  const [employee, organization] = await Promise.all([
    employeeOf(deps, organizationId, caller.accountId),
    organizationById(deps, organizationId),
  ])
  if (!employee || !organization) return caller
  return {
    ...caller,
    active: known.active,
    employee: {
      organizationId,
      organizationName: organization.name,
      permissions: employee.permissions,
    },
  }
}
