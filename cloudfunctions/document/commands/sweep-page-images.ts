import type { Deps } from '#platform/kernel/ports'
import { isConflict, type Collection, type Entity } from '#platform/kernel/store'
import { pageImageCollection } from '../model/page-image'
import { pageTextCollection } from '../model/page-text'

type Parts = Pick<Deps, 'store'>

/**
 * Forgets cached images and texts of pages past their time; the files become orphans, and a page asked for again is
 * drawn again.
 */
export async function sweepPageImages(deps: Parts, now: number, limit: number): Promise<number> {
  const images = await sweep(deps, pageImageCollection, now, limit)
  return images + (await sweep(deps, pageTextCollection, now, limit))
}

async function sweep<T extends Entity>(
  deps: Parts,
  collection: Collection<T>,
  now: number,
  limit: number,
): Promise<number> {
  const page = await deps.store.find(collection, {
    where: [{ lt: ['expiresAt', now] }],
    orderBy: ['expiresAt', 'asc'],
    limit,
  })
  if (page.items.length === 0) return 0
  try {
    await deps.store.tx(async (t) => {
      for (const { id } of page.items) {
        const cached = await t.get(collection, id)
        if (cached) await t.remove(collection, cached)
      }
    })
  } catch (e) {
    if (isConflict(e)) return 0
    throw e
  }
  return page.items.length
}
