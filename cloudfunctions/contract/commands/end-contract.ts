import type { ContractStatus } from '#types/contract'
import type { AuditActor } from '#platform/evidence/audit-chain'
import { appendAudit } from '#platform/kernel/audit'
import { Refusal } from '#platform/kernel/refusal'
import type { UnitOfWork } from '#platform/kernel/unit-of-work'
import { contractCollection, type Contract } from '../model/contract'
import { applied, eventsOf } from '../rules/apply'
import type { Command } from '../rules/life'

export interface Ending {
  command: Extract<Command, { type: 'refuse' | 'revoke' | 'expire' }>
  actor: AuditActor
  /** Name shown as the one who ended it; empty for the clock. */
  by: string
  reason: string
  data: Record<string, unknown>
  now: number
}

const auditTypes = {
  refuse: 'party.refused',
  revoke: 'contract.revoked',
  expire: 'contract.expired',
} as const
const ways = { refuse: 'refused', revoke: 'revoked', expire: 'expired' } as const

/**
 * Ends a contract without completion (T19, T20, T21) in the caller's transaction.
 * @throws Refusal NOT_FOUND, or what the rules answer
 */
export async function endContract(
  t: UnitOfWork,
  contractId: string,
  ending: Ending,
): Promise<{ status: ContractStatus }> {
  const contract = await t.get(contractCollection, contractId)
  if (!contract) throw new Refusal('NOT_FOUND')
  const events = eventsOf(contract, ending.command, ending.now)
  const next: Contract = {
    ...applied(contract, events, ending.now),
    end: { by: ending.by, at: ending.now, text: ending.reason },
  }
  const chain = await appendAudit(t, contractId, contract.chain, {
    type: auditTypes[ending.command.type],
    at: ending.now,
    actor: ending.actor,
    data: { ...ending.data, ...(ending.reason ? { reason: ending.reason } : {}) },
  })
  await t.put(contractCollection, { ...next, chain })
  await t.emit({ topic: 'contract.ended', contractId, how: ways[ending.command.type] })
  return { status: next.status }
}

/** A reason has 1 to 200 characters (SIGN-19, T20). @throws Refusal REASON_REQUIRED */
export function requireReason(reason: string): void {
  const length = [...reason].length
  if (length < 1 || length > 200) throw new Refusal('REASON_REQUIRED', { field: 'reason' })
}
