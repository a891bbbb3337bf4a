import { z } from 'zod'
import { collection } from '#platform/kernel/store'

/** The newest SMS code of one purpose and phone; a new one replaces it. id = `<purpose>:<look-up of the phone>`. */
export const captcha = z.object({
  id: z.string(),
  version: z.number(),
  /** Tells this code from the one before. */
  serial: z.string(),
  codeHash: z.string(),
  sentAt: z.number(),
  expiresAt: z.number(),
  triesLeft: z.number().int(),
  /** Who used it up: the hash of a request key or a challenge. Null while unused. */
  usedBy: z.string().nullable(),
})
export type Captcha = z.infer<typeof captcha>

export const captchaCollection = collection<Captcha>({
  name: 'captchas',
  schema: captcha,
  fields: { expiresAt: 'int' },
  indexes: [['expiresAt']],
})

/** Something counted per Shanghai day, e.g. codes sent to a phone. id = `<what>:<whose>:<date>`. */
export const dayCounter = z.object({
  id: z.string(),
  version: z.number(),
  count: z.number().int(),
  expiresAt: z.number(),
})
export type DayCounter = z.infer<typeof dayCounter>

export const dayCounterCollection = collection<DayCounter>({
  name: 'dayCounters',
  schema: dayCounter,
  fields: { expiresAt: 'int' },
  indexes: [['expiresAt']],
})
