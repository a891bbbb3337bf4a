import type { ActiveIdentity, Me } from '#types/identity'
import { permissionsOf } from '#types/permissions'
import type { Store } from '#platform/kernel/store'
import type { Account } from '../model/account'
import { membershipCollection, type Membership } from '../model/membership'
import { effectiveIdentity } from '../rules/session'

/** Organizations an account may switch to, by name. */
export async function membershipsOf(store: Store, accountId: string): Promise<Membership[]> {
  const page = await store.find(membershipCollection, {
    where: [{ eq: ['accountId', accountId] }],
    limit: 200,
  })
  return page.items.sort((a, b) => a.organizationName.localeCompare(b.organizationName, 'zh-CN'))
}

/** The only way an account leaves the room: masked, with the identities it may take. */
export async function accountView(store: Store, account: Account, wanted: ActiveIdentity): Promise<Me> {
  return viewWith(await membershipsOf(store, account.id), account, wanted)
}

/** {@link accountView} for memberships already read, because a transaction reads by id only. */
export function viewWith(memberships: readonly Membership[], account: Account, wanted: ActiveIdentity): Me {
  const { person } = account
  return {
    accountId: account.id,
    phoneMasked: account.phoneMasked,
    person: person && {
      name: person.name,
      idNumberMasked: person.idNumberMasked,
      verifiedAt: person.verifiedAt,
      simulated: person.simulated,
    },
    hasPassword: account.signingPassword !== null,
    identities: [
      { kind: 'person', name: person?.name ?? null },
      ...memberships.map((m) => ({
        kind: 'organization' as const,
        organizationId: m.organizationId,
        name: m.organizationName,
        roles: m.roles,
        permissions: permissionsOf(m.roles),
      })),
    ],
    active: effectiveIdentity(
      wanted,
      memberships.map((m) => m.organizationId),
    ),
  }
}
