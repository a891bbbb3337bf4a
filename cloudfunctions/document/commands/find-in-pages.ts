import type { FoundText } from '#types/document'
import type { StoredFile } from '#platform/kernel/file-store'
import type { Deps } from '#platform/kernel/ports'
import { isRefusal } from '#platform/kernel/refusal'
import { findPhrase } from '../rules/find-phrase'
import { keptPageText, readPageText } from './page-text'

/**
 * One call looks through so much and then says where to go on: it answers soon, whoever searches sees how far it is
 * and may stop, and images that others wait for come in between.
 */
export const searchLimits = { pages: 100, newlyRead: 25, boxesAtOnce: 200, matchesOfPage: 200 } as const

/**
 * Looks for a phrase on the pages from `from` up to `until` (exclusive). A page that cannot be read is told, not
 * refused, and ends the call, because it may have taken its full time. @throws Refusal BUSY
 */
export async function findInPages(
  deps: Deps,
  {
    file,
    phrase,
    from,
    until,
    now,
  }: { file: StoredFile; phrase: string; from: number; until: number; now: number },
): Promise<FoundText> {
  const found: FoundText = { matches: [], more: false, next: null, withoutText: 0, unreadable: 0 }
  let newlyRead = 0
  let boxes = 0
  let page = from

  while (page < until && page - from < searchLimits.pages) {
    const kept = await keptPageText(deps, { file, page })
    if (!kept) newlyRead += 1
    try {
      const text = kept ?? (await readPageText(deps, { file, page, now }))
      const { matches, more } = findPhrase(text, phrase, searchLimits.matchesOfPage)
      for (const match of matches) found.matches.push({ page, boxes: match })
      boxes += matches.reduce((sum, match) => sum + match.length, 0)
      if (text.spans.length === 0) found.withoutText += 1
      found.more ||= more || text.truncated
    } catch (e) {
      if (!isRefusal(e) || e.code !== 'FILE_UNREADABLE') throw e
      found.unreadable += 1
      newlyRead = searchLimits.newlyRead
    }
    page += 1
    if (newlyRead >= searchLimits.newlyRead || boxes >= searchLimits.boxesAtOnce) break
  }
  return { ...found, next: page < until ? page : null }
}
