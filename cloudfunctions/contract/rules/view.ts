import type { ContractAction, ContractStatus, PartyState, ViewerLabel } from '#types/contract'
import { isActive, isOpen } from './life'

/** What a viewer is to a contract. */
export interface Standing {
  /** State of the party the viewer acts for, null when he acts for none. */
  partyState: PartyState | null
  /** The viewer started it, or may revoke for the organization that did. */
  mayRevoke: boolean
  /** The viewer belongs to the initiating side. */
  initiatingSide: boolean
}

const settled: Partial<Record<ContractStatus, ViewerLabel>> = {
  DRAFT: 'DRAFT',
  PENDING_APPROVAL: 'APPROVAL',
  COMPLETED: 'COMPLETED',
  // Both are completed contracts with something after completion still open.
  PENDING_SETTLE: 'COMPLETED',
  PENDING_RELEASE: 'COMPLETED',
  SETTLED: 'SETTLED',
  RELEASED: 'RELEASED',
  REJECTED: 'REJECTED',
  REVOKED: 'REVOKED',
  EXPIRED: 'EXPIRED',
}
const mine: Partial<Record<PartyState, ViewerLabel>> = {
  PENDING_CLAIM: 'MINE_TO_CLAIM',
  PENDING_FILL: 'MINE_TO_FILL',
  PENDING_SIGN: 'MINE_TO_SIGN',
}
const others: Partial<Record<ContractStatus, ViewerLabel>> = {
  PENDING_CLAIM: 'OTHERS_TO_CLAIM',
  PENDING_FILL: 'OTHERS_TO_FILL',
  PENDING_SIGN: 'OTHERS_TO_SIGN',
}

/** §6: the own participant state decides a 待我… label; otherwise the 待他人… label of the phase is shown. */
export function labelOf(status: ContractStatus, standing: Standing): ViewerLabel {
  const own = isOpen(status) && standing.partyState ? mine[standing.partyState] : undefined
  return own ?? others[status] ?? settled[status] ?? 'DRAFT'
}

/** Statuses in which a label can occur, to narrow a list before the label of each row is checked. */
export function statusesOf(label: ViewerLabel): ContractStatus[] {
  const running: ContractStatus[] = ['PENDING_CLAIM', 'PENDING_FILL', 'PENDING_SIGN']
  if (label.startsWith('MINE_')) return running
  const pairs = Object.entries({ ...others, ...settled }) as [ContractStatus, ViewerLabel][]
  return pairs.filter(([, l]) => l === label).map(([status]) => status)
}

export const isMine = (label: ViewerLabel) => label.startsWith('MINE_')
export const isOthers = (label: ViewerLabel) => label.startsWith('OTHERS_')

const completed: readonly ContractStatus[] = [
  'COMPLETED',
  'PENDING_SETTLE',
  'SETTLED',
  'PENDING_RELEASE',
  'RELEASED',
]
const invalid: readonly ContractStatus[] = ['REJECTED', 'REVOKED', 'EXPIRED']

/** Status in which the signed evidence of a contract may be downloaded. */
export const hasEvidence = (status: ContractStatus) => completed.includes(status)

/** The table Action × state of contract.md §10, as far as it is built. */
export function actionsOf(status: ContractStatus, standing: Standing, lapsed: boolean): ContractAction[] {
  const open = isOpen(status) && !lapsed
  const started = status !== 'DRAFT' && status !== 'PENDING_APPROVAL'
  const allowed: [ContractAction, boolean][] = [
    ['sign', open && standing.partyState === 'PENDING_SIGN'],
    ['refuse', open && standing.partyState !== null && isActive(standing.partyState)],
    ['revoke', open && standing.mayRevoke],
    ['code', open && standing.initiatingSide],
    ['download', started],
    ['evidence', hasEvidence(status)],
    ['viewReason', invalid.includes(status)],
  ]
  return allowed.filter(([, ok]) => ok).map(([action]) => action)
}
