import type { Store } from '#platform/kernel/store'
import { contractCollection } from '../model/contract'
import { uploadCollection } from '../model/upload'

/** Whether a contract or an upload still refers to this file. */
export async function isContractFile(store: Store, fileId: string): Promise<boolean> {
  if ((await store.count(contractCollection, [{ has: ['files', [fileId]] }], 1)) > 0) return true
  return (await store.count(uploadCollection, [{ eq: ['fileId', fileId] }], 1)) > 0
}
