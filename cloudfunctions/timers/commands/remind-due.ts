import { day } from '#platform/kernel/calendar'
import { outboxCollection } from '#platform/kernel/outbox'
import type { Deps } from '#platform/kernel/ports'
import { isConflict, isDuplicate } from '#platform/kernel/store'
import type { Contract } from '../../contract/model/contract'
import { unsignedContracts } from '../../contract/queries/unsigned-contracts'
import { sweepCollection } from '../model/sweep'

/** How long before the deadline people are reminded (CON-96). */
const lead = day
/** Contracts in one transaction. */
const batch = 50
const id = 'reminders'

/**
 * Puts one reminder into the outbox for each contract whose deadline has come within a day. A round covers the
 * deadlines that came within reach since the last one; its place is written with the messages, so that each contract
 * is reminded of once, whatever crashes. Answers how many there were.
 */
export async function remindDue(deps: Deps, until: number): Promise<number> {
  const { store, clock } = deps
  let reminded = 0
  while (clock.now() < until) {
    const stored = await store.get(sweepCollection, id)
    const now = clock.now()
    // A round that was not finished goes on over the same span: the cursor belongs to it.
    const from = (stored?.after ? stored.from : stored?.nextAt) ?? now
    const to = stored?.after ? stored.nextAt : now + lead
    if (to <= from) break
    const page = await unsignedContracts(store, { from, to, after: stored?.after ?? '' }, batch)
    const due = page.items.filter(isInvitedLongAgo)
    const next = { after: page.next ?? '', nextAt: to, from }
    const written = await store
      .tx(async (t) => {
        const current = await t.get(sweepCollection, id)
        if (current?.version !== stored?.version) return false
        for (const contract of due)
          await t.insert(outboxCollection, {
            id: deps.ids.ordered(),
            topic: 'contract.reminder',
            event: { topic: 'contract.reminder', contractId: contract.id },
            dueAt: now,
            attempts: 0,
          })
        if (current) await t.put(sweepCollection, { ...current, ...next })
        else await t.insert(sweepCollection, { id, ...next })
        return true
      })
      .catch((e: unknown) => {
        if (isConflict(e) || isDuplicate(e)) return false
        throw e
      })
    // Another tick is at it.
    if (!written) break
    reminded += due.length
    if (!page.next) break
  }
  return reminded
}

/** Who was asked less than a day before the deadline has just read about it. */
const isInvitedLongAgo = ({ createdAt, deadline }: Contract) => deadline - createdAt > lead
