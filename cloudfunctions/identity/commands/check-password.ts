import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { accountCollection } from '../model/account'
import { passwordAccepted, requireUsable, takePasswordTry, wrongPassword } from '../rules/signing-password'

/**
 * Compares a signing password. The try is counted first and taken back when it was right.
 * @throws Refusal PWD_MISSING, PWD_LOCKED, PWD {triesLeft}
 */
export async function checkPassword(
  deps: Deps,
  accountId: string,
  password: string,
  now: number,
): Promise<void> {
  const tried = await deps.store.tx(async (t) => {
    const account = await t.get(accountCollection, accountId)
    if (!account) throw new Refusal('SIGN_IN_REQUIRED')
    const signingPassword = takePasswordTry(requireUsable(account.signingPassword, now), now)
    await t.put(accountCollection, { ...account, signingPassword })
    return signingPassword
  })
  if (!(await deps.vault.checkSecret(password, tried.hash))) throw wrongPassword(tried, now)
  await deps.store.tx(async (t) => {
    const account = await t.get(accountCollection, accountId)
    // A password reset meanwhile has its own count.
    if (account?.signingPassword?.hash !== tried.hash) return
    await t.put(accountCollection, { ...account, signingPassword: passwordAccepted(account.signingPassword) })
  })
}
