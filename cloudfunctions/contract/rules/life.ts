import type { ContractStatus, PartyState, SigningOrder } from '#types/contract'
import type { ErrorCode } from '#types/errors'

/**
 * The life of a contract (contract.md §6): what may happen next, and what it leads to. Commands and a state go in,
 * events or a refusal code come out; `evolve` folds events into the state. No I/O, no clock, no ids.
 *
 *   DRAFT ──start──▶ PENDING_CLAIM ▶ PENDING_FILL ▶ PENDING_SIGN ──last signature──▶ COMPLETED
 *                        └───────────────┴──────────────┤
 *                                     refuse ▶ REJECTED · revoke ▶ REVOKED · expire ▶ EXPIRED
 */
export interface PartyLife {
  id: string
  /** 0-based place in the signing order; without meaning when the order is `any`. */
  position: number
  state: PartyState
}

export interface ContractLife {
  status: ContractStatus
  order: SigningOrder
  /** Last instant at which a party may act, epoch ms. */
  deadline: number
  parties: readonly PartyLife[]
}

export type Command =
  /** T09: the initiator confirms; validation and quota are settled before. */
  | { type: 'start' }
  /** T16: an authenticated handler puts all his marks. */
  | { type: 'sign'; partyId: string }
  /** T19 */
  | { type: 'refuse'; partyId: string }
  /** T20: `side` says for whom the caller acts; only the initiating side may revoke. */
  | { type: 'revoke'; side: 'initiating' | 'other' }
  /** T21: the clock. */
  | { type: 'expire' }

export type LifeEvent =
  | { type: 'started' }
  /** T10, T11: the party may act now, in this state. */
  | { type: 'turnCame'; partyId: string; state: PartyState }
  | { type: 'signed'; partyId: string }
  | { type: 'completed' }
  | { type: 'refused'; partyId: string }
  | { type: 'revoked' }
  | { type: 'expired' }

export type Decision =
  { ok: true; events: readonly LifeEvent[] } | { ok: false; code: Extract<ErrorCode, RefusalOfLife> }

type RefusalOfLife = 'BAD_STATE' | 'NOT_YOUR_TURN' | 'DEADLINE' | 'NO_SIGNATORY'

/** In progress: parties may act, the initiating side may revoke, the deadline ends it. */
const openStatuses: readonly ContractStatus[] = ['PENDING_CLAIM', 'PENDING_FILL', 'PENDING_SIGN']
/** CON-98: what counts as closed elsewhere. */
const closedStatuses: readonly ContractStatus[] = [
  'COMPLETED',
  'SETTLED',
  'RELEASED',
  'REJECTED',
  'REVOKED',
  'EXPIRED',
]
/** Party states in which the party itself is asked to do something, or is blocked only by an approval. */
const activeStates: readonly PartyState[] = [
  'PENDING_CLAIM',
  'PENDING_FILL',
  'PENDING_SIGN_APPROVAL',
  'PENDING_SIGN',
]

export const isOpen = (status: ContractStatus) => openStatuses.includes(status)
export const isClosed = (status: ContractStatus) => closedStatuses.includes(status)
export const isActive = (state: PartyState) => activeStates.includes(state)
/** The contract runs, but its deadline has passed and the clock has not ended it yet (T21 is due). */
export const isLapsed = (life: Pick<ContractLife, 'status' | 'deadline'>, now: number) =>
  isOpen(life.status) && now > life.deadline

/** Number of parties that have signed. */
export const signedCount = (life: Pick<ContractLife, 'parties'>) =>
  life.parties.filter((p) => p.state === 'SIGNED').length

/** What a command leads to, or why it is not allowed. A refusal carries no events: it changes nothing. */
export function decide(life: ContractLife, command: Command, now: number): Decision {
  switch (command.type) {
    case 'start':
      return decideStart(life, now)
    case 'sign':
      return decideSign(life, command.partyId, now)
    case 'refuse':
      return decideRefuse(life, command.partyId, now)
    case 'revoke':
      // A lapsed contract is over for everybody, whether or not the clock has been by.
      if (!isOpen(life.status) || isLapsed(life, now) || command.side !== 'initiating')
        return refuse('BAD_STATE')
      return accept({ type: 'revoked' })
    case 'expire':
      return isLapsed(life, now) ? accept({ type: 'expired' }) : refuse('BAD_STATE')
  }
}

function decideStart(life: ContractLife, now: number): Decision {
  if (life.status !== 'DRAFT') return refuse('BAD_STATE')
  if (life.parties.length === 0) return refuse('NO_SIGNATORY')
  if (life.deadline <= now) return refuse('DEADLINE')
  return accept({ type: 'started' }, ...turns(life))
}

function decideSign(life: ContractLife, partyId: string, now: number): Decision {
  const party = life.parties.find((p) => p.id === partyId)
  if (!party || !isOpen(life.status) || isLapsed(life, now)) return refuse('BAD_STATE')
  if (party.state === 'WAITING') return refuse('NOT_YOUR_TURN')
  if (party.state !== 'PENDING_SIGN') return refuse('BAD_STATE')
  // dec-26: content must not change under a signature, so unordered fills all come first.
  if (life.order === 'any' && life.parties.some(hasOpenFill)) return refuse('BAD_STATE')
  const signed: LifeEvent = { type: 'signed', partyId }
  const after = evolve(life, signed)
  if (after.parties.every((p) => p.state === 'SIGNED')) return accept(signed, { type: 'completed' })
  return accept(signed, ...turns(after))
}

function decideRefuse(life: ContractLife, partyId: string, now: number): Decision {
  const party = life.parties.find((p) => p.id === partyId)
  if (!party || !isOpen(life.status) || isLapsed(life, now)) return refuse('BAD_STATE')
  if (party.state === 'WAITING') return refuse('NOT_YOUR_TURN')
  // dec-17: also at the claim and fill stage, and while the own signing approval is open.
  return isActive(party.state) ? accept({ type: 'refused', partyId }) : refuse('BAD_STATE')
}

/** The state after an event. Events come from {@link decide}; folding them asks no questions. */
export function evolve(life: ContractLife, event: LifeEvent): ContractLife {
  switch (event.type) {
    case 'started':
      return { ...life, status: phaseOf(life.parties) }
    case 'turnCame':
      return moved(life, event.partyId, event.state)
    case 'signed':
      return moved(life, event.partyId, 'SIGNED')
    case 'completed':
      return { ...life, status: 'COMPLETED' }
    case 'refused':
      return { ...moved(life, event.partyId, 'REFUSED'), status: 'REJECTED' }
    case 'revoked':
      return { ...life, status: 'REVOKED' }
    case 'expired':
      return { ...life, status: 'EXPIRED' }
  }
}

export const evolveAll = (life: ContractLife, events: readonly LifeEvent[]) => events.reduce(evolve, life)

/** Phase of a running contract from its active parties: unclaimed before open fills before signatures. */
export function phaseOf(parties: readonly PartyLife[]): ContractStatus {
  if (parties.some((p) => p.state === 'PENDING_CLAIM')) return 'PENDING_CLAIM'
  if (parties.some((p) => p.state === 'PENDING_FILL')) return 'PENDING_FILL'
  return 'PENDING_SIGN'
}

/** T10, T11: whose turn has come. Unordered: every waiting party; sequential: the first unfinished one, if it waits. */
function turns(life: ContractLife): LifeEvent[] {
  const unfinished = life.parties.filter((p) => p.state !== 'SIGNED').sort((a, b) => a.position - b.position)
  const current = life.order === 'any' ? unfinished : unfinished.slice(0, 1)
  return current
    .filter((p) => p.state === 'WAITING')
    .map((p) => ({ type: 'turnCame', partyId: p.id, state: 'PENDING_SIGN' }))
}

const hasOpenFill = (p: PartyLife) => p.state === 'PENDING_FILL' || p.state === 'PENDING_CLAIM'

function moved(life: ContractLife, partyId: string, state: PartyState): ContractLife {
  const parties = life.parties.map((p) => (p.id === partyId ? { ...p, state } : p))
  return { ...life, parties, status: isOpen(life.status) ? phaseOf(parties) : life.status }
}

const accept = (...events: LifeEvent[]): Decision => ({ ok: true, events })
const refuse = (code: Extract<ErrorCode, RefusalOfLife>): Decision => ({ ok: false, code })
