import type { SignatureView } from '#types/verification'
import type { ChipTone } from '@/components/ui/status-chip'

/**
 * One word for a signature. `ok` only where it holds and somebody trusted here vouches for the name; `unvouched` holds
 * too, but whose name it is nobody here can say; `doubted`: its certificate itself speaks against it.
 */
export type SignatureState = 'ok' | 'unvouched' | 'doubted' | 'changed' | 'broken' | 'unknown' | 'empty'

export function stateOf({
  integrity,
  changesAfter,
  trust,
}: Pick<SignatureView, 'integrity' | 'changesAfter' | 'trust'>): SignatureState {
  if (integrity !== 'ok') return integrity
  if (changesAfter === 'modified') return 'changed'
  if (changesAfter === 'unknown') return 'unknown'
  if (trust === 'trusted') return 'ok'
  return trust === 'invalid' || trust === 'expired' || trust === 'revoked' ? 'doubted' : 'unvouched'
}

export const toneOf: Record<SignatureState, ChipTone> = {
  ok: 'done',
  unvouched: 'done',
  doubted: 'wait',
  changed: 'refused',
  broken: 'refused',
  unknown: 'wait',
  empty: 'ended',
}
