import { createHash } from 'node:crypto'
import { documentActions, type ConversionNotice } from '#types/document'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { conversionMessage, type WarningCode } from '#platform/convert/messages'
import { removeRawUploads, storeConversion } from '../../contract/commands/store-conversion'
import type { Upload, UploadConversion } from '../../contract/model/upload'
import { ownUpload } from '../../contract/queries/own-upload'
import { convertUploads } from '../commands/convert-uploads'

export const convertUpload = action(documentActions.convertUpload, {
  async handle(ctx, input) {
    const { files: store } = ctx.deps
    const uploads: Upload[] = []
    for (const { uploadId } of input.uploads) {
      // The first one stands for all once they are converted: asked again after a lost answer.
      const [first] = uploads
      if (first?.conversion) break
      uploads.push(await ownUpload(ctx, uploadId))
    }
    const [first] = uploads
    if (!first) throw new Refusal('NOT_FOUND')
    if (first.conversion) return viewOf(first.id, first.conversion.warnings)
    if (first.checked) return { uploadId: first.id, converted: false, notices: [] }
    if (new Set(uploads.map(({ id }) => id)).size < uploads.length) throw new Refusal('INPUT_INVALID')

    const sources = []
    for (const [i, { id, filename }] of uploads.entries()) {
      const bytes = await store.uploaded(id, input.uploads[i]?.fileId)
      if (!bytes) throw new Refusal('UPLOAD_INCOMPLETE')
      sources.push({ filename, bytes })
    }
    const converted = await convertUploads(ctx.deps, sources)
    if (!converted) return { uploadId: first.id, converted: false, notices: [] }

    const conversion: UploadConversion = {
      file: await store.put(converted.pdf, 'upload'),
      converter: converted.converter,
      sources: sources.map(({ filename, bytes }) => ({
        filename,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        size: bytes.length,
      })),
      warnings: converted.warnings,
    }
    const answer = await ctx.commit(async (t) => {
      await storeConversion(t, uploads, conversion)
      return viewOf(first.id, conversion.warnings)
    })
    await removeRawUploads(ctx, uploads)
    return answer
  },
})

function viewOf(uploadId: string, warnings: UploadConversion['warnings']) {
  return { uploadId, converted: true, notices: warnings.map(noticeOf) }
}

function noticeOf({ code, count, detail }: UploadConversion['warnings'][number]): ConversionNotice {
  const known = code as WarningCode
  return {
    code,
    count,
    message: { zh: conversionMessage(known, 'zh', detail), en: conversionMessage(known, 'en', detail) },
  }
}
