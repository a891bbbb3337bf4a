import type { AnyAction } from '#platform/kernel/action'
import { listPersonalSignatures } from './list-personal-signatures'
import { listSeals } from './list-seals'
import { removePersonalSignature } from './remove-personal-signature'
import { savePersonalSignature } from './save-personal-signature'

/** What the seal room can do. */
export const actions: readonly AnyAction[] = [
  listSeals,
  listPersonalSignatures,
  savePersonalSignature,
  removePersonalSignature,
]
