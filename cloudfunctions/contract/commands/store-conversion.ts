import type { AccountCaller, Context } from '#platform/kernel/context'
import type { UnitOfWork } from '#platform/kernel/unit-of-work'
import { Refusal } from '#platform/kernel/refusal'
import { uploadCollection, type Upload, type UploadConversion } from '../model/upload'

/**
 * Records what uploads were converted to: the first one stands for all from now on, the others are forgotten.
 * Inside the caller's transaction. @throws Refusal UPLOAD_INCOMPLETE when one has been used or swept meanwhile
 */
export async function storeConversion(
  t: UnitOfWork,
  [first, ...others]: readonly Upload[],
  conversion: UploadConversion,
): Promise<void> {
  const stored = first && (await t.get(uploadCollection, first.id))
  if (!stored || stored.checked) throw new Refusal('UPLOAD_INCOMPLETE')
  await t.put(uploadCollection, { ...stored, conversion, fileId: conversion.file.fileId })
  for (const { id } of others) {
    const other = await t.get(uploadCollection, id)
    if (!other) throw new Refusal('UPLOAD_INCOMPLETE')
    await t.remove(uploadCollection, other)
  }
}

/** The raw bytes have served; what stays behind on a failure goes with the minute tick. */
export async function removeRawUploads(
  { deps, requestId }: Pick<Context<AccountCaller>, 'deps' | 'requestId'>,
  uploads: readonly Upload[],
): Promise<void> {
  for (const { id } of uploads)
    await deps.files
      .removeUpload(id)
      .catch(() => deps.log.error({ event: 'upload.remove-failed', requestId }))
}
