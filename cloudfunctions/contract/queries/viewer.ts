import type { AccountCaller, ActingEmployee } from '#platform/kernel/context'
import type { Vault } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import type { Viewer } from '../rules/access'
import { accountKey, employeeKey, organizationKey, personKey } from '../rules/audience'
import { personIdentity } from '../rules/person-name'

/** Look-up over a phone and the name of the one who holds it; hex. */
export const personLookup = (vault: Vault, phone: string, name: string) =>
  vault.lookup(personIdentity(phone, name), 'contract-person')

/** The caller as the access rules see him, under the identity he acts with. Reads no store. */
export function viewerOf(caller: AccountCaller, vault: Vault): Viewer {
  const { accountId, active, employee, person } = caller
  if (active.kind === 'organization') {
    const permissions = employee?.organizationId === active.organizationId ? employee.permissions : []
    return {
      kind: 'employee',
      accountId,
      // Without an active membership nothing of the organization is visible, own contracts included.
      organizationId: employee ? employee.organizationId : '',
      viewAll: permissions.includes('contract.view.organization'),
      revokeAll: permissions.includes('contract.revoke.organization'),
    }
  }
  return {
    kind: 'person',
    accountId,
    personLookup: person ? personLookup(vault, caller.phone(), person.name) : null,
  }
}

/** Keys under which a viewer finds contracts he has a part in himself. */
export function ownKeys(viewer: Viewer): string[] {
  if (viewer.kind === 'employee') return [employeeKey(viewer.organizationId, viewer.accountId)]
  const keys = [accountKey(viewer.accountId)]
  return viewer.personLookup ? [...keys, personKey(viewer.personLookup)] : keys
}

/** Keys under which a viewer finds everything he may see. */
export const allKeys = (viewer: Viewer): string[] =>
  viewer.kind === 'employee' && viewer.viewAll ? [organizationKey(viewer.organizationId)] : ownKeys(viewer)

/** The organization an employee's action is for. The guard lets nobody else through; a wrong guard must not pass. */
export function actingFor(caller: AccountCaller): ActingEmployee {
  if (!caller.employee) throw new Refusal('NO_PERMISSION')
  return caller.employee
}
