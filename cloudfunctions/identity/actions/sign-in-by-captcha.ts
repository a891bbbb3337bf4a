import { identityActions } from '#types/identity'
import { action } from '#platform/kernel/action'
import type { Caller } from '#platform/kernel/context'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import type { Tx } from '#platform/kernel/store'
import { checkCaptcha, useCaptcha } from '../commands/check-captcha'
import { accountOfPhone, bindWechat, hashOfKey, txUnlessRaced } from '../commands/sign-in'
import type { Account } from '../model/account'
import type { Captcha } from '../model/captcha'
import { sessionCollection, type Session } from '../model/session'
import { openidOf } from '../queries/account-of-call'
import { accountView } from '../queries/account-view'
import { phoneLookup } from '../queries/phone'
import { csrfOf, sessionIdOf, sessionLifetime } from '../rules/session'

/**
 * Writes no idempotency record, which would keep what opens a session. Instead the code remembers which request used
 * it, and the token follows from code and request: a repeated request gets the same session.
 */
export const signInByCaptcha = action(identityActions.signInByCaptcha, {
  async handle(ctx, { phone, code }) {
    const { deps, now, key } = ctx
    const openid = openidOf(ctx.caller)
    const use = hashOfKey(key)
    const lookup = phoneLookup(deps.vault, phone)
    const checked = await checkCaptcha(deps, { purpose: 'sign-in', phoneLookup: lookup, code, use, now })
    const token = tokenOf(deps, checked, key)

    const { account, session } = await txUnlessRaced(deps, async (t) => {
      const turn = await useCaptcha(t, checked, use)
      const owner = await accountOfPhone(t, deps, phone, now)
      if (!openid) {
        // The browser forgets the session it had; nobody else shall go on with it.
        if (turn === 'first') await endSession(t, ctx.caller)
        return { account: owner, session: await openSession(t, token, owner, turn, now) }
      }
      if (turn === 'first') await bindWechat(t, deps, openid, owner.id, use)
      return { account: owner, session: null }
    })
    if (session) ctx.setSession({ set: { token, csrf: csrfOf(token), expiresAt: session.expiresAt } })
    return accountView(deps.store, account, session?.active ?? account.active)
  },
})

/** 256 bits that only the holder of the vault's key can derive; the serial is random, the key is the client's. */
const tokenOf = (deps: Deps, { serial }: Captcha, key: string) =>
  deps.vault.lookup(`${serial}:${key}`, 'session-token')

async function endSession(t: Tx, caller: Caller): Promise<void> {
  if (caller.kind !== 'account' || !caller.sessionId) return
  const before = await t.get(sessionCollection, caller.sessionId)
  if (before) await t.remove(sessionCollection, before)
}

async function openSession(
  t: Tx,
  token: string,
  account: Account,
  turn: 'first' | 'again',
  now: number,
): Promise<Pick<Session, 'expiresAt' | 'active'>> {
  const id = sessionIdOf(token)
  if (turn === 'again') {
    const opened = await t.get(sessionCollection, id, 'read')
    // Signed out meanwhile: an old request must not open the session again.
    if (!opened) throw new Refusal('CAPTCHA_EXPIRED')
    return opened
  }
  const fresh = { accountId: account.id, active: account.active, expiresAt: now + sessionLifetime }
  await t.insert(sessionCollection, { id, createdAt: now, ...fresh })
  return fresh
}
