import type { SignatureView, Validation } from '#types/verification'
import { stateOf } from '@/components/verification/signature-state'

/** Facts of a signature that say whether its name is vouched for. */
type Judged = Pick<SignatureView, 'kind' | 'integrity' | 'changesAfter' | 'trust'>

interface Facts extends Pick<Validation, 'result' | 'found'> {
  signatures: readonly Judged[]
}

export type Vouching = { kind: 'doubted' | 'unvouched'; count: number } | { kind: 'vouched' } | null

/**
 * Who vouches for the names in an intact file. `vouched` is said only of signers, and only when each of them has been
 * looked at: nobody signed a file with time stamps alone, and nothing is known of signatures that are not listed.
 */
export function vouchingOf({ result, found, signatures }: Facts): Vouching {
  if (result !== 'intact') return null
  const signers = signatures.filter(({ kind }) => kind === 'signature')
  const states = (signers.length > 0 ? signers : signatures).map(stateOf)
  for (const kind of ['doubted', 'unvouched'] as const) {
    const count = states.filter((state) => state === kind).length
    if (count > 0) return { kind, count }
  }
  const all = signers.length > 0 && found <= signatures.length
  return all && states.every((state) => state === 'ok') ? { kind: 'vouched' } : null
}
