import { z } from 'zod'
import type { Deps, WechatPort } from '#platform/kernel/ports'
import { collection, type Entity } from '#platform/kernel/store'

interface PhoneCode extends Entity {
  phone: string
  expiresAt: number
}

export const phoneCodeCollection = collection<PhoneCode>({
  name: 'simulatedPhoneCodes',
  schema: z.object({ id: z.string(), version: z.number(), phone: z.string(), expiresAt: z.number() }),
  fields: { expiresAt: 'int' },
  indexes: [['expiresAt']],
})

const codeLifetime = 300_000

/** WeChat's phone button without WeChat: a code is good once, within five minutes, for the phone it was made for. */
export class WechatSimulator implements WechatPort {
  readonly simulated = true
  constructor(private readonly parts: Pick<Deps, 'store' | 'clock' | 'ids'>) {}

  /** What pressing the phone button would hand to the mini-program. */
  async pressPhoneButton(phone: string): Promise<string> {
    const { store, clock, ids } = this.parts
    const id = ids.random()
    await store.tx((t) => t.insert(phoneCodeCollection, { id, phone, expiresAt: clock.now() + codeLifetime }))
    return id
  }

  phoneNumber(code: string): Promise<string | null> {
    const { store, clock } = this.parts
    return store.tx(async (t) => {
      const found = await t.get(phoneCodeCollection, code)
      if (!found) return null
      await t.remove(phoneCodeCollection, found)
      return found.expiresAt > clock.now() ? found.phone : null
    })
  }
}
