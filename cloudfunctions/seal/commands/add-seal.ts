import type { SealType } from '#types/seal'
import type { Tx } from '#platform/kernel/store'
import { storePicture } from '../model/picture'
import { sealCollection } from '../model/seal'
import { drawOrganizationSeal } from './drawing'

export interface NewSeal {
  id: string
  organizationId: string
  organizationName: string
  name: string
  type: SealType
  createdBy: string
  /** Further holders; the creator is the first (dec 12). */
  holders: string[]
  at: number
}

/** Writes an enabled seal of the template style. Who may add one is the caller's to decide. */
export async function addSeal(t: Tx, seal: NewSeal): Promise<void> {
  await t.insert(sealCollection, {
    id: seal.id,
    organizationId: seal.organizationId,
    name: seal.name,
    type: seal.type,
    state: 'enabled',
    ...storePicture(drawOrganizationSeal(seal.type, seal.organizationName)),
    holders: [...new Set([seal.createdBy, ...seal.holders])],
    createdBy: seal.createdBy,
    createdAt: seal.at,
  })
}
