import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import { uploadCollection, type Upload } from '../../contract/model/upload'

/** Uploads for validation are an account's own, whatever it acts as: they belong to no organization. */
export const noOrganization = ''

/**
 * An unexpired upload of the caller's own that was made to be validated. Uploads on their way to a contract are not
 * found here, nor these on that way (`ownUpload`). @throws Refusal NOT_FOUND
 */
export async function ownValidation(
  { deps, caller, now }: Pick<Context<AccountCaller>, 'deps' | 'caller' | 'now'>,
  uploadId: string,
): Promise<Upload> {
  const upload = await deps.store.get(uploadCollection, uploadId)
  const own = upload?.accountId === caller.accountId && upload.organizationId === noOrganization
  if (!upload || !own || upload.expiresAt <= now) throw new Refusal('NOT_FOUND')
  return upload
}
