import { keyCollection } from '#platform/kernel/idempotency'
import type { Deps } from '#platform/kernel/ports'
import { isConflict } from '#platform/kernel/store'
import { sweepUploads } from '../../contract/commands/sweep-uploads'
import { sweepPageImages } from '../../document/commands/sweep-page-images'
import { sweepIdentity } from '../../identity/commands/sweep-identity'

/** At most so many rows of each kind a tick; the next one is a minute away. */
const batch = 200

/** Removes what has expired: request keys, sessions and codes, uploads, cached page images. */
export async function sweepRows(deps: Deps, until: number): Promise<number> {
  const sweeps = [
    () => sweepIdentity(deps, deps.clock.now(), batch),
    () => sweepKeys(deps),
    () => sweepUploads(deps, deps.clock.now(), batch),
    () => sweepPageImages(deps, deps.clock.now(), batch),
  ]
  let removed = 0
  for (const sweep of sweeps) if (deps.clock.now() < until) removed += await sweep()
  return removed
}

async function sweepKeys(deps: Deps): Promise<number> {
  const page = await deps.store.find(keyCollection, {
    where: [{ lt: ['expiresAt', deps.clock.now()] }],
    orderBy: ['expiresAt', 'asc'],
    limit: batch,
  })
  if (page.items.length === 0) return 0
  try {
    return await deps.store.tx(async (t) => {
      let removed = 0
      for (const { id } of page.items) {
        const key = await t.get(keyCollection, id)
        if (key) await t.remove(keyCollection, key)
        removed += key ? 1 : 0
      }
      return removed
    })
  } catch (e) {
    if (isConflict(e)) return 0
    throw e
  }
}
