import type { Deps } from '#platform/kernel/ports'
import { isConflict, type Collection, type Entity } from '#platform/kernel/store'
import { captchaCollection, dayCounterCollection } from '../model/captcha'
import { challengeCollection } from '../model/challenge'
import { sessionCollection } from '../model/session'
import { verificationCollection } from '../model/verification'

/** Rows are kept this long past their end, so that a page still open learns that its check has expired. */
const grace = 86_400_000

/** Removes ended sessions, codes, counters, verifications and challenges, at most `limit` of each. For the timer. */
export async function sweepIdentity(deps: Deps, now: number, limit = 200): Promise<number> {
  let removed = 0
  removed += await sweep(deps, sessionCollection, now, limit)
  removed += await sweep(deps, captchaCollection, now, limit)
  removed += await sweep(deps, dayCounterCollection, now, limit)
  removed += await sweep(deps, verificationCollection, now - grace, limit)
  removed += await sweep(deps, challengeCollection, now - grace, limit)
  return removed
}

async function sweep<T extends Entity & { expiresAt: number }>(
  deps: Deps,
  collection: Collection<T>,
  before: number,
  limit: number,
): Promise<number> {
  const page = await deps.store.find(collection, {
    where: [{ lt: ['expiresAt', before] }],
    orderBy: ['expiresAt', 'asc'],
    limit,
  })
  let removed = 0
  for (const { id } of page.items) {
    try {
      removed += await deps.store.tx(async (t) => {
        const row = await t.get(collection, id)
        if (!row || row.expiresAt >= before) return 0
        await t.remove(collection, row)
        return 1
      })
    } catch (e) {
      if (!isConflict(e)) throw e
    }
  }
  return removed
}
