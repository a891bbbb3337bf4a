import type { ContractStatus } from '#types/contract'
import type { DomainEvent } from '#types/events'
import type { Deps } from '#platform/kernel/ports'
import { outboxCollection } from '#platform/kernel/outbox'
import { Refusal } from '#platform/kernel/refusal'
import { contractCollection } from '../model/contract'
import { systemActor } from './actor'
import { endContract } from './end-contract'

/**
 * Ends a contract whose deadline has passed (T21), in its own transaction. False when it was signed, ended or
 * expired in the meantime: the rules decide, whoever comes first.
 */
export async function expireContract(deps: Deps, contractId: string, now: number): Promise<boolean> {
  try {
    await deps.store.tx(async (t) => {
      const work = {
        ...t,
        emit: (event: DomainEvent) =>
          t.insert(outboxCollection, {
            id: deps.ids.ordered(),
            topic: event.topic,
            event,
            dueAt: now,
            attempts: 0,
          }),
      }
      await endContract(work, contractId, {
        command: { type: 'expire' },
        actor: systemActor,
        by: '',
        reason: '',
        data: {},
        now,
      })
    })
    return true
  } catch (e) {
    if (e instanceof Refusal) return false
    throw e
  }
}

const running: readonly ContractStatus[] = ['PENDING_CLAIM', 'PENDING_FILL', 'PENDING_SIGN']

/** Ids of contracts whose deadline has passed, longest overdue first. */
export async function overdueContracts(
  deps: Pick<Deps, 'store'>,
  now: number,
  limit: number,
): Promise<string[]> {
  const ids: string[] = []
  for (const status of running) {
    const page = await deps.store.find(contractCollection, {
      where: [{ eq: ['status', status] }, { lt: ['deadline', now] }],
      orderBy: ['deadline', 'asc'],
      limit,
    })
    ids.push(...page.items.map((contract) => contract.id))
  }
  return ids.slice(0, limit)
}
