import { documentActions } from '#types/document'
import { action } from '#platform/kernel/action'
import { minute } from '#platform/kernel/calendar'
import { Refusal } from '#platform/kernel/refusal'
import { pageImage } from '../commands/page-image'
import { viewableFile } from '../queries/viewable-page'

/** How long a link to a page image works, ms; pages are asked for again while somebody reads. */
const linkLifetime = 10 * minute

export const getPage = action(documentActions.getPage, {
  authorize: (ctx, { source }) => viewableFile(ctx, source),
  async handle({ deps, now }, { page, width }, { file, pages }) {
    if (page >= pages) throw new Refusal('PAGE_OUT_OF_RANGE', { field: 'page' })
    const image = await pageImage(deps, { file, page, width, now })
    const url = await deps.files.temporaryUrl(image, {
      ttl: linkLifetime,
      filename: `page-${page + 1}`,
      inline: true,
    })
    return { url, width: image.width, height: image.height, text: image.text }
  },
})
