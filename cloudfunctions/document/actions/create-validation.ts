import { documentActions } from '#types/document'
import { uploadEnding, uploadLimits } from '#types/upload'
import { action } from '#platform/kernel/action'
import { minute } from '#platform/kernel/calendar'
import { Refusal } from '#platform/kernel/refusal'
import { megabytes } from '../../contract/commands/upload-refusal'
import { uploadCollection } from '../../contract/model/upload'
import { noOrganization } from '../queries/own-validation'

/** Time for a slow phone to send its file; what is never validated is swept soon after, ms. */
const lifetime = 30 * minute

/**
 * Signed in is enough: whoever has been sent a file may ask about it before he gives his name to anybody. To be
 * signed in is asked for because checking costs work, and because the upload must be somebody's own.
 */
export const createValidation = action(documentActions.createValidation, {
  async handle(ctx, { filename, size }) {
    const { deps, caller, now } = ctx
    if (uploadEnding(filename) !== 'pdf') throw new Refusal('FILE_TYPE', { field: 'filename' })
    if (size === 0) throw new Refusal('FILE_EMPTY', { field: 'size' })
    const maxBytes = Math.min(uploadLimits.document, deps.settings.limits.uploadBytes)
    if (size > maxBytes)
      throw new Refusal('FILE_TOO_BIG', { field: 'size', params: { max: megabytes(maxBytes) } })
    const uploadId = deps.ids.random()
    const expiresAt = now + lifetime
    const ticket = await deps.files.uploadTicket(uploadId, maxBytes, expiresAt)
    return ctx.commit(async (t) => {
      await t.insert(uploadCollection, {
        id: uploadId,
        accountId: caller.accountId,
        organizationId: noOrganization,
        filename,
        createdAt: now,
        expiresAt,
        conversion: null,
        checked: null,
        fileId: '',
      })
      return { uploadId, ticket, maxBytes, expiresAt }
    })
  },
})
