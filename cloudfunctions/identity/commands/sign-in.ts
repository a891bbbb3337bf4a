import { createHash } from 'node:crypto'
import type { Deps } from '#platform/kernel/ports'
import { isDuplicate, type Tx } from '#platform/kernel/store'
import {
  accountCollection,
  phoneBindingCollection,
  phoneContext,
  wechatBindingCollection,
  type Account,
} from '../model/account'
import { openidLookup } from '../queries/account-of-call'
import { phoneLookup } from '../queries/phone'
import { maskPhone } from '../rules/masks'

/** What stands for a request key in stored rows. */
export const hashOfKey = (key: string) => createHash('sha256').update(`key:${key}`).digest('hex')

/** Runs the body again when another request created the same row first, e.g. the account of this phone. */
export async function txUnlessRaced<R>(deps: Deps, body: (t: Tx) => Promise<R>): Promise<R> {
  try {
    return await deps.store.tx(body)
  } catch (e) {
    if (!isDuplicate(e)) throw e
    return await deps.store.tx(body)
  }
}

/** The account of a proved phone, made on first use. */
export async function accountOfPhone(
  t: Tx,
  deps: Pick<Deps, 'vault' | 'ids'>,
  phone: string,
  now: number,
): Promise<Account> {
  const lookup = phoneLookup(deps.vault, phone)
  const binding = await t.get(phoneBindingCollection, lookup)
  const known = binding && (await t.get(accountCollection, binding.accountId))
  if (known) return known
  const id = deps.ids.random()
  const account: Omit<Account, 'version'> = {
    id,
    phoneCipher: deps.vault.encrypt(phone, phoneContext(id)),
    phoneLookup: lookup,
    phoneMasked: maskPhone(phone),
    createdAt: now,
    person: null,
    active: { kind: 'person' },
    signingPassword: null,
  }
  await t.insert(phoneBindingCollection, { id: lookup, accountId: id })
  await t.insert(accountCollection, account)
  return { ...account, version: 1 }
}

/** From now on calls with this openid are calls of the account. */
export async function bindWechat(
  t: Tx,
  deps: Deps,
  openid: string,
  accountId: string,
  signInKey: string,
): Promise<void> {
  const id = openidLookup(deps, openid)
  const stored = await t.get(wechatBindingCollection, id)
  if (stored) await t.put(wechatBindingCollection, { ...stored, accountId, signInKey })
  else await t.insert(wechatBindingCollection, { id, accountId, signInKey })
}
