import type { Store } from '#platform/kernel/store'
import { pageImageCollection } from '../model/page-image'

/** Whether this file is a cached page image. */
export const isPageImage = async (store: Store, fileId: string): Promise<boolean> =>
  (await store.count(pageImageCollection, [{ eq: ['fileId', fileId] }], 1)) > 0
