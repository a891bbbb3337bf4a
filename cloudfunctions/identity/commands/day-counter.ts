import { dateOf, day, startOfDay } from '#platform/kernel/calendar'
import type { Store, Tx } from '#platform/kernel/store'
import { dayCounterCollection } from '../model/captcha'

type Counted = 'captcha-phone' | 'captcha-source' | 'face-failure' | 'face-start'

const counterId = (what: Counted, whose: string, now: number) => `${what}:${whose}:${dateOf(now)}`

/** How often it happened on the Shanghai day of `now`. */
export async function countToday(store: Store, what: Counted, whose: string, now: number): Promise<number> {
  return (await store.get(dayCounterCollection, counterId(what, whose, now)))?.count ?? 0
}

/** Counts one more and answers how often it happened before. */
export async function countUp(t: Tx, what: Counted, whose: string, now: number): Promise<number> {
  const id = counterId(what, whose, now)
  const counter = await t.get(dayCounterCollection, id)
  if (counter) await t.put(dayCounterCollection, { ...counter, count: counter.count + 1 })
  else await t.insert(dayCounterCollection, { id, count: 1, expiresAt: startOfDay(now) + 2 * day })
  return counter?.count ?? 0
}
