import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { actorOf, originOf } from '../commands/actor'
import { endContract, requireReason } from '../commands/end-contract'
import { openContract, type OpenedContract } from '../queries/open-contract'

export const revoke = action(contractActions.revoke, {
  authorize: (ctx, input) => openContract(ctx, input.contractId),
  async handle(ctx, input, { contract, relation }: OpenedContract) {
    // A colleague of the initiator may lack the right; a mere signatory asks for what his side cannot do at all.
    if (relation.initiatingSide && !relation.mayRevoke) throw new Refusal('NO_PERMISSION')
    requireReason(input.reason)
    return ctx.commit((t) =>
      endContract(t, contract.id, {
        command: { type: 'revoke', side: relation.mayRevoke ? 'initiating' : 'other' },
        actor: actorOf(ctx.caller),
        by: `${contract.initiator.organizationName}（${ctx.caller.person?.name ?? ''}）`,
        reason: input.reason,
        data: { origin: originOf(ctx.caller) },
        now: ctx.now,
      }),
    )
  },
})
