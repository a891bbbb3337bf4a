import type { Deps } from '#platform/kernel/ports'
import { isConflict } from '#platform/kernel/store'
import { pageImageCollection } from '../model/page-image'

/** Forgets cached images past their time; the files become orphans, and a page asked for again is drawn again. */
export async function sweepPageImages(
  deps: Pick<Deps, 'store'>,
  now: number,
  limit: number,
): Promise<number> {
  const page = await deps.store.find(pageImageCollection, {
    where: [{ lt: ['expiresAt', now] }],
    orderBy: ['expiresAt', 'asc'],
    limit,
  })
  if (page.items.length === 0) return 0
  try {
    await deps.store.tx(async (t) => {
      for (const { id } of page.items) {
        const image = await t.get(pageImageCollection, id)
        if (image) await t.remove(pageImageCollection, image)
      }
    })
  } catch (e) {
    if (isConflict(e)) return 0
    throw e
  }
  return page.items.length
}
