import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { inspectUpload } from '#platform/pdf/inspect'
import { readDocument } from '../commands/read-document'
import { checkingUpload } from '../commands/upload-refusal'
import { uploadCollection, type Upload } from '../model/upload'
import { ownUpload } from '../queries/own-upload'
import { fromRuns, toRuns } from '../rules/pages'

export const completeUpload = action(contractActions.completeUpload, {
  async handle(ctx, input) {
    const { files, settings, log } = ctx.deps
    const upload = await ownUpload(ctx, input.uploadId)
    // Asked again after a lost answer: the bytes have been checked and moved.
    if (upload.checked) return viewOf(upload, upload.checked)
    const bytes = upload.conversion
      ? await readDocument(files, upload.conversion.file)
      : await files.uploaded(upload.id, input.fileId)
    if (!bytes) throw new Refusal('UPLOAD_INCOMPLETE')
    if (bytes.length === 0) throw new Refusal('FILE_UNREADABLE')
    const { uploadBytes: maxBytes, maxPages } = settings.limits
    const facts = await checkingUpload(settings, () => inspectUpload(bytes, { maxBytes, maxPages }))
    // Adding sign areas would break the signatures it carries.
    if (facts.signatures > 0) throw new Refusal('FILE_SIGNED')
    const file = upload.conversion?.file ?? (await files.put(bytes, 'upload'))
    const answer = await ctx.commit(async (t) => {
      const stored = await t.get(uploadCollection, upload.id)
      if (!stored) throw new Refusal('UPLOAD_INCOMPLETE')
      const checked = { file, pageRuns: toRuns(facts.pages) }
      await t.put(uploadCollection, { ...stored, checked, fileId: file.fileId })
      return viewOf(stored, checked)
    })
    // The raw upload has served; what stays behind on a failure goes with the minute tick.
    await files
      .removeUpload(upload.id)
      .catch(() => log.error({ event: 'upload.remove-failed', requestId: ctx.requestId }))
    return answer
  },
})

function viewOf(upload: Upload, checked: NonNullable<Upload['checked']>) {
  return {
    uploadId: upload.id,
    filename: upload.filename,
    size: checked.file.size,
    sha256: checked.file.sha256,
    pages: fromRuns(checked.pageRuns),
  }
}
