import { documentActions } from '#types/document'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { findInPages } from '../commands/find-in-pages'
import { viewableFile } from '../queries/viewable-page'

export const findText = action(documentActions.findText, {
  authorize: (ctx, { source }) => viewableFile(ctx, source),
  async handle({ deps, now }, { phrase, from, until }, { file, pages }) {
    if (from >= pages) throw new Refusal('PAGE_OUT_OF_RANGE', { field: 'from' })
    return findInPages(deps, { file, phrase, from, until: Math.min(until ?? pages, pages), now })
  },
})
