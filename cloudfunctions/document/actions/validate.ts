import { documentActions } from '#types/document'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { removeRawUploads } from '../../contract/commands/store-conversion'
import { uploadCollection, type Upload } from '../../contract/model/upload'
import { validateFile } from '../commands/validate-file'
import { inTurn } from '../commands/verify-bytes'
import { ownValidation } from '../queries/own-validation'

export const validate = action(documentActions.validate, {
  authorize: (ctx, { uploadId }) => ownValidation(ctx, uploadId),
  async handle(ctx, { fileId }, upload: Upload) {
    // The turn comes before the bytes: callers who wait hold no 60 MB each.
    const validation = await inTurn(async () => {
      const bytes = await ctx.deps.files.uploaded(upload.id, fileId)
      if (!bytes) throw new Refusal('UPLOAD_INCOMPLETE')
      return validateFile(ctx, upload.filename, bytes)
    })
    const answer = await ctx.commit(async (t) => {
      const stored = await t.get(uploadCollection, upload.id)
      // Over from now on, so that the minute tick removes bytes that could not be removed below.
      if (stored) await t.put(uploadCollection, { ...stored, expiresAt: ctx.now })
      return validation
    })
    await removeRawUploads(ctx, [upload])
    return answer
  },
})
