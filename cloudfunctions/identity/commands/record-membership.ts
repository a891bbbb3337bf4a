import type { Tx } from '#platform/kernel/store'
import { accountCollection } from '../model/account'
import { membershipCollection, membershipId, type Membership } from '../model/membership'

/**
 * Tells the identity switcher of an employment, in the transaction that changes the employee. The first company
 * becomes what the account acts for by default.
 */
export async function recordMembership(
  t: Tx,
  employment: Pick<Membership, 'accountId' | 'organizationId' | 'organizationName' | 'roles'>,
): Promise<void> {
  const { accountId, organizationId } = employment
  const id = membershipId(accountId, organizationId)
  const stored = await t.get(membershipCollection, id)
  if (stored) {
    await t.put(membershipCollection, { ...stored, ...employment })
    return
  }
  await t.insert(membershipCollection, { id, ...employment })
  const account = await t.get(accountCollection, accountId)
  if (account?.active.kind === 'person')
    await t.put(accountCollection, { ...account, active: { kind: 'organization', organizationId } })
}

/** Takes a company out of the switcher. */
export async function forgetMembership(t: Tx, accountId: string, organizationId: string): Promise<void> {
  const stored = await t.get(membershipCollection, membershipId(accountId, organizationId))
  if (stored) await t.remove(membershipCollection, stored)
}
