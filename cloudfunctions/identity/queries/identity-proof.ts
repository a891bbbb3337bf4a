import type { Tx } from '#platform/kernel/store'
import { accountCollection } from '../model/account'

/** How a person proved who he is, as it goes into the evidence of an act: masked, with the provider's reference. */
export interface IdentityProof {
  name: string
  idNumberMasked: string
  phoneMasked: string
  /** epoch ms */
  verifiedAt: number
  reference: string
  simulated: boolean
}

/** Read in the transaction of the act; null while the account is not verified. */
export async function identityProofInTx(t: Tx, accountId: string): Promise<IdentityProof | null> {
  const account = await t.get(accountCollection, accountId, 'read')
  if (!account?.person) return null
  const { name, idNumberMasked, verifiedAt, providerReference, simulated } = account.person
  return {
    name,
    idNumberMasked,
    phoneMasked: account.phoneMasked,
    verifiedAt,
    reference: providerReference,
    simulated,
  }
}
