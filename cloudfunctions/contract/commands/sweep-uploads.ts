import type { Deps } from '#platform/kernel/ports'
import { isConflict } from '#platform/kernel/store'
import { uploadCollection } from '../model/upload'

/** Forgets uploads that never became a contract, raw bytes included; their checked files become orphans. For the timer. */
export async function sweepUploads(deps: Deps, now: number, limit: number): Promise<number> {
  const page = await deps.store.find(uploadCollection, {
    where: [{ lt: ['expiresAt', now] }],
    orderBy: ['expiresAt', 'asc'],
    limit,
  })
  let removed = 0
  for (const { id } of page.items) {
    await deps.files.removeUpload(id)
    try {
      await deps.store.tx(async (t) => {
        const upload = await t.get(uploadCollection, id)
        if (upload) await t.remove(uploadCollection, upload)
      })
      removed += 1
    } catch (e) {
      if (!isConflict(e)) throw e
    }
  }
  return removed
}
