import type { PageSource } from '#types/document'
import type { AccountCaller, Context } from '#platform/kernel/context'
import { fileOfContract, fileOfUpload, type ViewableFile } from '../../contract/queries/contract-file'

/** The file whose pages the caller may see; the one rule for images and text alike. @throws Refusal NOT_FOUND */
export const viewableFile = (
  ctx: Pick<Context<AccountCaller>, 'deps' | 'caller' | 'now'>,
  source: PageSource,
): Promise<ViewableFile> =>
  source.kind === 'contract' ? fileOfContract(ctx, source.contractId) : fileOfUpload(ctx, source.uploadId)
