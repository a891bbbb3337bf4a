import type { Search } from '../../search'
import type { documentTexts } from '../../texts'

type Texts = typeof documentTexts.zh

/** What a find bar says of a search: the count in the field, the same aloud, and what is to know besides. */
export function findWords(
  search: Search,
  pages: number,
  t: Texts,
): { count: string; spoken: string; notes: string[] } {
  const { state, matches, current, more, read, withoutText, unreadable } = search
  const found = matches.length
  const shown = matches[current]
  const notes: string[] = []

  if (state === 'searching' && pages > 1) notes.push(t.findPages(read, pages))
  if (state === 'done') {
    if (found === 0) notes.push(t.findNothing)
    if (more && found === 0) notes.push(t.findPartly)
    if (withoutText > 0) notes.push(t.findPictures(withoutText))
    if (unreadable > 0) notes.push(t.findUnreadable(unreadable))
  }
  if (state === 'failed') notes.push(t.findFailed)
  return {
    // Nothing is counted as nothing before all of it has been searched.
    count: found === 0 && state !== 'done' ? '' : `${current + 1}/${found}${more && found > 0 ? '+' : ''}`,
    spoken: shown ? t.findAt(current + 1, found, shown.page + 1) : '',
    notes,
  }
}
