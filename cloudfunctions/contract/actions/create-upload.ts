import { contractActions } from '#types/contract'
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
    const maxBytes = deps.settings.limits.uploadBytes
    if (!/\.pdf$/i.test(input.filename)) throw new Refusal('FILE_TYPE', { field: 'filename' })
    if (input.size > maxBytes)
      throw new Refusal('FILE_TOO_BIG', { field: 'size', params: { max: megabytes(deps.settings) } })
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
        checked: null,
        fileId: '',
      })
      return { uploadId, ticket, maxBytes, expiresAt }
    })
  },
})
