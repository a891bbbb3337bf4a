import type { ActiveIdentity } from '#types/identity'
import type { AccountCaller, Caller, RawIdentity } from '#platform/kernel/context'
import type { Deps } from '#platform/kernel/ports'
import { isConflict } from '#platform/kernel/store'
import {
  accountCollection,
  idNumberContext,
  phoneContext,
  wechatBindingCollection,
  type Account,
} from '../model/account'
import { sessionCollection, type Session } from '../model/session'
import { extendedEnd, sessionIdOf } from '../rules/session'

/** The account behind a call; `active` is what it chose, still to be checked against its employments. */
export interface KnownAccount {
  account: Account
  active: ActiveIdentity
  /** Null for calls from WeChat. */
  sessionId: string | null
}

/** Finds the account of a WeChat call or a browser session. Null: nobody, or the session has ended. */
export async function accountOfCall(deps: Deps, raw: RawIdentity, now: number): Promise<KnownAccount | null> {
  if (raw.openid) {
    const binding = await deps.store.get(wechatBindingCollection, openidLookup(deps, raw.openid))
    const account = binding && (await deps.store.get(accountCollection, binding.accountId))
    if (account) return { account, active: account.active, sessionId: null }
  }
  if (!raw.sessionToken) return null
  const session = await deps.store.get(sessionCollection, sessionIdOf(raw.sessionToken))
  if (!session || session.expiresAt <= now) return null
  const account = await deps.store.get(accountCollection, session.accountId)
  if (!account) return null
  await keepAlive(deps, session, now)
  return { account, active: session.active, sessionId: session.id }
}

/** WeChat identity of a call, if it has one. */
export const openidOf = (caller: Caller) => (caller.kind === 'system' ? undefined : caller.raw.openid)

export const openidLookup = (deps: Deps, openid: string) => deps.vault.lookup(openid, 'openid')

/** Moves the end of a session in use. Losing a race here loses nothing. */
async function keepAlive(deps: Deps, session: Session, now: number): Promise<void> {
  if (extendedEnd(session.expiresAt, now) === null) return
  try {
    await deps.store.tx(async (t) => {
      const stored = await t.get(sessionCollection, session.id)
      const expiresAt = stored && extendedEnd(stored.expiresAt, now)
      if (stored && expiresAt) await t.put(sessionCollection, { ...stored, expiresAt })
    })
  } catch (e) {
    if (!isConflict(e)) throw e
  }
}

/** The caller as rooms see it, acting as the person; the organization room adds the employee. */
export function personCaller(deps: Deps, known: KnownAccount, raw: RawIdentity): AccountCaller {
  const { account } = known
  const { person } = account
  return {
    kind: 'account',
    accountId: account.id,
    phone: () => phoneOf(deps, account),
    phoneLookup: account.phoneLookup,
    phoneMasked: account.phoneMasked,
    person: person && {
      name: person.name,
      idNumber: () => deps.vault.decrypt(person.idNumberCipher, idNumberContext(account.id)),
      verifiedAt: person.verifiedAt,
      simulated: person.simulated,
    },
    active: { kind: 'person' },
    employee: null,
    sessionId: known.sessionId,
    raw,
  }
}

const phoneOf = (deps: Deps, account: Account) =>
  deps.vault.decrypt(account.phoneCipher, phoneContext(account.id))

/** Phone of an account for those who must reach it; null when there is no such account. */
export async function phoneOfAccount(deps: Deps, accountId: string): Promise<string | null> {
  const account = await deps.store.get(accountCollection, accountId)
  return account && phoneOf(deps, account)
}
