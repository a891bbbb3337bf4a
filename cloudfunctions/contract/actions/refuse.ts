import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { actorOf, originOf } from '../commands/actor'
import { openAsOneself } from '../commands/bind-person'
import { endContract, requireReason } from '../commands/end-contract'
import type { OpenedContract } from '../queries/open-contract'

export const refuse = action(contractActions.refuse, {
  authorize: (ctx, input) => openAsOneself(ctx, input.contractId),
  async handle(ctx, input, { contract, relation: { party } }: OpenedContract) {
    // The initiator who is no signatory has nothing to refuse; he may revoke.
    if (!party) throw new Refusal('BAD_STATE')
    requireReason(input.reason)
    return ctx.commit((t) =>
      endContract(t, contract.id, {
        command: { type: 'refuse', partyId: party.id },
        actor: actorOf(ctx.caller),
        by: party.handlerName ? `${party.name}（${party.handlerName}）` : party.name,
        reason: input.reason,
        data: { partyId: party.id, party: party.name, origin: originOf(ctx.caller) },
        now: ctx.now,
      }),
    )
  },
})
