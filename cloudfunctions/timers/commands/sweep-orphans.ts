import { day, hour } from '#platform/kernel/calendar'
import type { Deps } from '#platform/kernel/ports'
import { isContractFile } from '../../contract/queries/file-references'
import { isPageImage } from '../../document/queries/page-image-references'
import { sweepCollection } from '../model/sweep'

/** Files younger than this may belong to a request that has not committed yet. */
const youngest = day
/** Pause between two rounds over all files. */
const pause = hour
/** Pages of the file list in one tick. */
const pagesPerTick = 5

/**
 * Removes files that no state speaks of: revisions that a later one has replaced, files of a request that crashed or
 * was refused, dropped page images. A round over a large store takes many ticks and remembers where it stopped.
 */
export async function sweepOrphans(deps: Deps, until: number): Promise<number> {
  const { store, files, clock } = deps
  const state = (await store.get(sweepCollection, 'orphans')) ?? { after: '', nextAt: 0 }
  if (clock.now() < state.nextAt) return 0
  let after: string | undefined = state.after
  let removed = 0
  for (let page = 0; page < pagesPerTick && clock.now() < until; page += 1) {
    const listed = await files.list(clock.now() - youngest, after || undefined)
    for (const { fileId } of listed.items) {
      if ((await isContractFile(store, fileId)) || (await isPageImage(store, fileId))) continue
      await files.remove([fileId])
      removed += 1
    }
    after = listed.next
    if (!after) break
  }
  await remember(deps, { after: after ?? '', nextAt: after ? 0 : clock.now() + pause })
  return removed
}

async function remember({ store }: Deps, next: { after: string; nextAt: number }): Promise<void> {
  await store.tx(async (t) => {
    const stored = await t.get(sweepCollection, 'orphans')
    if (stored) await t.put(sweepCollection, { ...stored, ...next })
    else await t.insert(sweepCollection, { id: 'orphans', ...next })
  })
}
