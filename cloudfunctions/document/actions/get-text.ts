import { documentActions } from '#types/document'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { pageText } from '../commands/page-text'
import { viewableFile } from '../queries/viewable-page'

export const getText = action(documentActions.getText, {
  authorize: (ctx, { source }) => viewableFile(ctx, source),
  async handle({ deps, now }, { page }, { file, pages }) {
    if (page >= pages) throw new Refusal('PAGE_OUT_OF_RANGE', { field: 'page' })
    return pageText(deps, { file, page, now })
  },
})
