import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import { uploadCollection, type Upload } from '../model/upload'

/** An unexpired upload of the caller, made for the organization he acts for. @throws Refusal NOT_FOUND */
export async function ownUpload(
  ctx: Pick<Context<AccountCaller>, 'deps' | 'caller' | 'now'>,
  uploadId: string,
): Promise<Upload> {
  const upload = await ctx.deps.store.get(uploadCollection, uploadId)
  const { accountId, employee } = ctx.caller
  const own = upload?.accountId === accountId && upload.organizationId === employee?.organizationId
  if (!upload || !own || upload.expiresAt <= ctx.now) throw new Refusal('NOT_FOUND')
  return upload
}
