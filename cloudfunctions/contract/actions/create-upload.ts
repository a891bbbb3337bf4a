import { contractActions } from '#types/contract'
import { mostBytesOf, uploadEnding } from '#types/upload'
import { action } from '#platform/kernel/action'
import { day } from '#platform/kernel/calendar'
import { Refusal } from '#platform/kernel/refusal'
import { megabytes } from '../commands/upload-refusal'
import { uploadCollection } from '../model/upload'
import { actingFor } from '../queries/viewer'

/** Time to place the sign areas before an upload is forgotten. */
const lifetime = day

export const createUpload = action(contractActions.createUpload, {
  async handle(ctx, input) {
    const { deps } = ctx
    const ending = uploadEnding(input.filename)
    if (!ending) throw new Refusal('FILE_TYPE', { field: 'filename' })
    const maxBytes = Math.min(mostBytesOf(ending), deps.settings.limits.uploadBytes)
    if (input.size > maxBytes)
      throw new Refusal('FILE_TOO_BIG', { field: 'size', params: { max: megabytes(maxBytes) } })
    const uploadId = deps.ids.random()
    const expiresAt = ctx.now + lifetime
    const ticket = await deps.files.uploadTicket(uploadId, maxBytes, expiresAt)
    return ctx.commit(async (t) => {
      await t.insert(uploadCollection, {
        id: uploadId,
        accountId: ctx.caller.accountId,
        organizationId: actingFor(ctx.caller).organizationId,
        filename: input.filename,
        createdAt: ctx.now,
        expiresAt,
        conversion: null,
        checked: null,
        fileId: '',
      })
      return { uploadId, ticket, maxBytes, expiresAt }
    })
  },
})
