import type { Deps, FaceOutcome } from '#platform/kernel/ports'
import type { Tx } from '#platform/kernel/store'
import { accountCollection, idNumberContext, identityBindingCollection } from '../model/account'
import { verificationCollection, verificationContext, type Verification } from '../model/verification'
import { countsAsFailure } from '../rules/face-limit'
import { countUp } from './day-counter'
import { txUnlessRaced } from './sign-in'

type Decided = Exclude<FaceOutcome, { state: 'pending' }>

/**
 * Records the outcome of a verification once and answers the verification as recorded. A pass makes the person the
 * account's, unless another account proved the same document first (D14).
 */
export function settleVerification(
  deps: Deps,
  verificationId: string,
  outcome: Decided,
  now: number,
): Promise<Verification> {
  return txUnlessRaced(deps, async (t) => {
    const open = await t.get(verificationCollection, verificationId)
    if (!open) throw new Error('A verification does not vanish while it is asked for.')
    if (open.state !== 'pending') return open
    const reason =
      outcome.state === 'failed'
        ? outcome.reason
        : await takeIdentity(t, deps, open, outcome.providerReference, now)
    if (reason && countsAsFailure(reason)) await countUp(t, 'face-failure', open.idNumberLookup, now)
    const settled: Verification = {
      ...open,
      state: reason ? 'failed' : 'passed',
      reason,
      idNumberCipher: '',
    }
    await t.put(verificationCollection, settled)
    return settled
  })
}

/** Writes the verified person, or says why it cannot be. */
async function takeIdentity(
  t: Tx,
  deps: Deps,
  verified: Verification,
  providerReference: string,
  now: number,
): Promise<'IDENTITY_TAKEN' | 'ALREADY_VERIFIED' | null> {
  const { accountId, idNumberLookup } = verified
  const account = await t.get(accountCollection, accountId)
  if (!account) throw new Error('A verification belongs to an account.')
  if (account.person) return account.person.idNumberLookup === idNumberLookup ? null : 'ALREADY_VERIFIED'
  const binding = await t.get(identityBindingCollection, idNumberLookup)
  if (binding && binding.accountId !== accountId) return 'IDENTITY_TAKEN'
  if (!binding) await t.insert(identityBindingCollection, { id: idNumberLookup, accountId })
  const idNumber = deps.vault.decrypt(verified.idNumberCipher, verificationContext(verified.id))
  await t.put(accountCollection, {
    ...account,
    person: {
      name: verified.name,
      idNumberCipher: deps.vault.encrypt(idNumber, idNumberContext(accountId)),
      idNumberLookup,
      idNumberMasked: verified.idNumberMasked,
      verifiedAt: now,
      providerReference,
      simulated: verified.simulated,
    },
  })
  return null
}
