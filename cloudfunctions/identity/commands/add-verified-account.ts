import type { Deps } from '#platform/kernel/ports'
import type { Tx } from '#platform/kernel/store'
import { accountCollection, idNumberContext, identityBindingCollection, type Account } from '../model/account'
import { maskIdNumber } from '../rules/masks'
import { accountOfPhone } from './sign-in'

export interface VerifiedAccount {
  phone: string
  name: string
  idNumber: string
  /** What proved it, e.g. a provider's reference. */
  providerReference: string
  simulated: boolean
  at: number
}

/**
 * Writes an account with a person that was verified elsewhere, for set-up and imports. The proving is the caller's.
 * @throws Duplicate when the document is verified on an account already
 */
export async function addVerifiedAccount(
  t: Tx,
  parts: Pick<Deps, 'vault' | 'ids'>,
  verified: VerifiedAccount,
): Promise<Account & { person: NonNullable<Account['person']> }> {
  const { vault } = parts
  const account = await accountOfPhone(t, parts, verified.phone, verified.at)
  const idNumberLookup = vault.lookup(verified.idNumber, 'id-number')
  await t.insert(identityBindingCollection, { id: idNumberLookup, accountId: account.id })
  const person = {
    name: verified.name,
    idNumberCipher: vault.encrypt(verified.idNumber, idNumberContext(account.id)),
    idNumberLookup,
    idNumberMasked: maskIdNumber(verified.idNumber),
    verifiedAt: verified.at,
    providerReference: verified.providerReference,
    simulated: verified.simulated,
  }
  await t.put(accountCollection, { ...account, person })
  return { ...account, person, version: account.version + 1 }
}
