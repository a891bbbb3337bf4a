import { Refusal } from '#platform/kernel/refusal'
import type { Contract } from '../model/contract'
import { audienceOf } from './audience'
import { decide, evolveAll, isClosed, type Command, type LifeEvent } from './life'

/** The decision on a stored contract. @throws Refusal with the code of the rules; nothing has changed then */
export function eventsOf(contract: Contract, command: Command, now: number): readonly LifeEvent[] {
  const decision = decide(contract, command, now)
  if (!decision.ok) throw new Refusal(decision.code)
  return decision.events
}

/** The contract after these events: life, times, and the sets it is found by. */
export function applied(contract: Contract, events: readonly LifeEvent[], now: number): Contract {
  const life = evolveAll(contract, events)
  const states = new Map(life.parties.map((p) => [p.id, p.state]))
  const parties = contract.parties.map((p) => ({ ...p, state: states.get(p.id) ?? p.state }))
  const endedNow = isClosed(life.status) && !isClosed(contract.status) && life.status !== 'COMPLETED'
  const next: Contract = {
    ...contract,
    status: life.status,
    parties,
    completedAt: life.status === 'COMPLETED' ? (contract.completedAt ?? now) : contract.completedAt,
    endedAt: endedNow ? now : contract.endedAt,
  }
  return { ...next, ...audienceOf(next) }
}

/** Parties whose turn came with these events. */
export const turnsIn = (events: readonly LifeEvent[]): string[] =>
  events.flatMap((e) => (e.type === 'turnCame' ? [e.partyId] : []))
