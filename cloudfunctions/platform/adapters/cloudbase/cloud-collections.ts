import type { Collection } from '#platform/kernel/store'
import { cloudFileCollection } from '../files-cloudbase/stored-file-record'
import { keyFileCollection } from '../pki-store/key-file-record'

/** Collections that exist on CloudBase only, besides those of the rooms; the deploy plan creates them, too. */
export const cloudCollections: Collection[] = [cloudFileCollection, keyFileCollection]
