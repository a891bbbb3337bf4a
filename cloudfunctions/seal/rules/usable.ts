import { Refusal } from '#platform/kernel/refusal'
import type { Seal } from '../model/seal'

export interface SealUser {
  organizationId: string
  accountId: string
  /** Whether his roles let him hold seals at all (`seal.use`). */
  mayHold: boolean
}

/**
 * SEAL-54, dec 10: only a holder of this organization's seal uses it, whatever his role; only an enabled seal is used.
 * A seal of another organization is refused like one without right, so that nobody learns of it.
 * @throws Refusal SEAL_RIGHT, SEAL_DISABLED
 */
export function requireUsable(seal: Seal | null, user: SealUser): Seal {
  if (!seal || seal.organizationId !== user.organizationId || !isHolder(seal, user))
    throw new Refusal('SEAL_RIGHT')
  if (seal.state !== 'enabled') throw new Refusal('SEAL_DISABLED')
  return seal
}

export const isHolder = (seal: Pick<Seal, 'holders'>, user: Pick<SealUser, 'accountId' | 'mayHold'>) =>
  user.mayHold && seal.holders.includes(user.accountId)
