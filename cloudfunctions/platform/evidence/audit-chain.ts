import { createHash } from 'node:crypto'
import { canonicalBytes } from './canonical-json'

/** Who did something: a person, an employee, the system, an open-platform application… */
export interface AuditActor {
  kind: string
  id: string
  name?: string
}

/** One link of a contract's audit chain. `hash` covers every other field, `prevHash` ties it to the event before. */
export interface AuditEvent {
  /** 1 for the first event of a contract, then without gaps */
  seq: number
  contractId: string
  type: string
  /** epoch milliseconds */
  at: number
  actor: AuditActor
  data: Record<string, unknown>
  /** lower-case hex SHA-256 of the event before, GENESIS_HASH for the first */
  prevHash: string
  /** lower-case hex SHA-256 of the canonical JSON (RFC 8785) of the event without this field */
  hash: string
  /** version of this format */
  v: 1
}

/** What a caller says about a new event; the chain adds the rest. */
export type AuditDraft = Pick<AuditEvent, 'contractId' | 'type' | 'at' | 'actor' | 'data'>

/** `prevHash` of a contract's first event. */
export const GENESIS_HASH = '0'.repeat(64)

/** The hash of an event: SHA-256 over its canonical JSON without `hash`, lower-case hex. Unknown extra fields are covered too. */
export function hashEvent(event: Omit<AuditEvent, 'hash'> & { hash?: string }): string {
  return createHash('sha256')
    .update(canonicalBytes({ ...event, hash: undefined }))
    .digest('hex')
}

/**
 * The next link of a chain. `previous` is the contract's last event, undefined for its first. Pure: the caller stores
 * the result in the same transaction as the state it speaks of, under the id (contractId, seq), so that two writers
 * cannot both append.
 * @throws RangeError when `previous` belongs to another contract; CanonicalJsonError when `data` is not JSON.
 */
export function appendEvent(
  previous: Pick<AuditEvent, 'seq' | 'contractId' | 'hash'> | undefined,
  draft: AuditDraft,
): AuditEvent {
  if (previous && previous.contractId !== draft.contractId) {
    throw new RangeError('an audit event cannot follow an event of another contract')
  }
  const event: Omit<AuditEvent, 'hash'> = {
    v: 1,
    seq: previous ? previous.seq + 1 : 1,
    contractId: draft.contractId,
    type: draft.type,
    at: draft.at,
    actor: draft.actor,
    data: draft.data,
    prevHash: previous ? previous.hash : GENESIS_HASH,
  }
  return { ...event, hash: hashEvent(event) }
}

/** What is wrong with one link, by its place in the list (0-based). */
export interface ChainFault {
  index: number
  fault: 'sequence' | 'contract' | 'link' | 'hash' | 'time-backwards' | 'version'
}

/**
 * Checks a whole chain: numbering without gaps from 1, one contract, every link and every hash, times that do not run
 * backwards. An empty list of faults means that nothing was changed, removed, inserted or reordered inside the list; a
 * chain cut at its end can only be seen by comparing its last hash with one kept elsewhere.
 */
export function checkChain(events: readonly AuditEvent[]): ChainFault[] {
  const faults: ChainFault[] = []
  events.forEach((event, index) => {
    const before = events[index - 1]
    const say = (fault: ChainFault['fault']) => faults.push({ index, fault })
    if (event.v !== 1) say('version')
    if (event.seq !== index + 1) say('sequence')
    if (event.contractId !== events[0]?.contractId) say('contract')
    if (event.prevHash !== (before ? before.hash : GENESIS_HASH)) say('link')
    if (event.hash !== hashEvent(event)) say('hash')
    if (before && event.at < before.at) say('time-backwards')
  })
  return faults
}
