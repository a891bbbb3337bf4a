import { z } from 'zod'
import { GENESIS_HASH, appendEvent, type AuditActor, type AuditEvent } from '#platform/evidence/audit-chain'
import { collection, type Entity, type Store, type Tx } from './store'

/** End of a contract's chain, kept in the contract so that its compare-and-set also guards the chain. */
export interface ChainHead {
  /** Number of events so far. */
  length: number
  /** Hash of the last event, hex; 64 zeros while empty. */
  hash: string
  /** Time of the last event, epoch ms; 0 while empty. */
  at: number
}

export const emptyChain: ChainHead = { length: 0, hash: GENESIS_HASH, at: 0 }

export const chainHead = z.object({ length: z.number(), hash: z.string(), at: z.number() })

interface StoredEvent extends Entity {
  contractId: string
  seq: number
  event: AuditEvent
}

export const auditCollection = collection<StoredEvent>({
  name: 'auditEvents',
  schema: z.object({
    id: z.string(),
    version: z.number(),
    contractId: z.string(),
    seq: z.number(),
    event: z.record(z.string(), z.unknown()) as unknown as z.ZodType<AuditEvent>,
  }),
  fields: { contractId: 'text', seq: 'int' },
  indexes: [['contractId', 'seq']],
})

export interface AuditEntry {
  type: string
  at: number
  actor: AuditActor
  data: Record<string, unknown>
}

/**
 * Appends to a contract's chain inside the transaction that puts the contract, and answers the new head.
 * The id is contract and sequence, so a concurrent writer fails even where the store locks nothing.
 */
export async function appendAudit(
  t: Tx,
  contractId: string,
  head: ChainHead,
  entry: AuditEntry,
): Promise<ChainHead> {
  const previous = head.length === 0 ? undefined : { seq: head.length, contractId, hash: head.hash }
  // A request that began earlier may commit later: the chain's clock never runs backwards.
  const event = appendEvent(previous, { contractId, ...entry, at: Math.max(entry.at, head.at) })
  const id = `${contractId}:${String(event.seq).padStart(6, '0')}`
  await t.insert(auditCollection, { id, contractId, seq: event.seq, event })
  return { length: event.seq, hash: event.hash, at: event.at }
}

/** The whole chain of a contract, in order. */
export async function chainOf(store: Store, contractId: string): Promise<AuditEvent[]> {
  const events: AuditEvent[] = []
  let after: string | undefined
  do {
    const page = await store.find(auditCollection, {
      where: [{ eq: ['contractId', contractId] }],
      orderBy: ['seq', 'asc'],
      limit: 500,
      after,
    })
    events.push(...page.items.map((row) => row.event))
    after = page.next
  } while (after)
  return events
}
