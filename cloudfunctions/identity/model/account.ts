import { z } from 'zod'
import { activeIdentity } from '#types/identity'
import { collection, type Entity } from '#platform/kernel/store'

/** A verified person as kept with the account. The number is encrypted under `idNumberContext`. */
export const verifiedPerson = z.object({
  name: z.string(),
  idNumberCipher: z.string(),
  idNumberLookup: z.string(),
  idNumberMasked: z.string(),
  verifiedAt: z.number(),
  /** The provider's reference of the face check that proved it. */
  providerReference: z.string(),
  simulated: z.boolean(),
})

export const account = z.object({
  id: z.string(),
  version: z.number(),
  phoneCipher: z.string(),
  phoneLookup: z.string(),
  phoneMasked: z.string(),
  createdAt: z.number(),
  person: verifiedPerson.nullable(),
  /** Identity in use inside WeChat, and the one a new browser session starts with. */
  active: activeIdentity,
  signingPassword: z
    .object({
      hash: z.string(),
      /** Wrong answers in a row; a running check counts as wrong until it turns out right. */
      failures: z.number().int(),
      lockedUntil: z.number(),
    })
    .nullable(),
})
export type Account = z.infer<typeof account>

export const accountCollection = collection<Account>({
  name: 'accounts',
  schema: account,
  fields: {},
  indexes: [],
})

/** Additional data of the encryption: a cipher moved to another account does not decrypt. */
export const phoneContext = (accountId: string) => `account.phone:${accountId}`
export const idNumberContext = (accountId: string) => `person.idNumber:${accountId}`

/** Holds what must be unique as its id: one account a phone, a WeChat user, a document (D14). */
export interface Binding extends Entity {
  accountId: string
}

const binding = z.object({ id: z.string(), version: z.number(), accountId: z.string() })

/** id = look-up of the phone. */
export const phoneBindingCollection = collection<Binding>({
  name: 'phoneBindings',
  schema: binding,
  fields: {},
  indexes: [],
})

/** id = look-up of the document number. */
export const identityBindingCollection = collection<Binding>({
  name: 'identityBindings',
  schema: binding,
  fields: {},
  indexes: [],
})

export interface WechatBinding extends Binding {
  /** Hash of the request key that made it, so that a repeated sign-in gets its first answer. */
  signInKey: string
}

/** id = look-up of the openid. */
export const wechatBindingCollection = collection<WechatBinding>({
  name: 'wechatBindings',
  schema: binding.extend({ signInKey: z.string() }),
  fields: {},
  indexes: [],
})
