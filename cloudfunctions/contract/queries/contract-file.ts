import type { AccountCaller, Context } from '#platform/kernel/context'
import type { StoredFile } from '#platform/kernel/file-store'
import { Refusal } from '#platform/kernel/refusal'
import { pageCount } from '../rules/pages'
import { openContract } from './open-contract'
import { ownUpload } from './own-upload'

export interface ViewableFile {
  file: StoredFile
  pages: number
}

type Asking = Pick<Context<AccountCaller>, 'deps' | 'caller' | 'now'>

/** Newest revision of a contract that the caller may see. @throws Refusal NOT_FOUND */
export async function fileOfContract(ctx: Asking, contractId: string): Promise<ViewableFile> {
  const { contract } = await openContract(ctx, contractId)
  return { file: contract.revision.file, pages: pageCount(contract.pageRuns) }
}

/** A checked upload of the caller's own. @throws Refusal NOT_FOUND, also while it is not complete */
export async function fileOfUpload(ctx: Asking, uploadId: string): Promise<ViewableFile> {
  const { checked } = await ownUpload(ctx, uploadId)
  if (!checked) throw new Refusal('NOT_FOUND')
  return { file: checked.file, pages: pageCount(checked.pageRuns) }
}
