import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { chainOf } from '#platform/kernel/audit'
import { openAsOneself } from '../commands/bind-person'
import { detailOf } from '../queries/contract-detail'
import type { OpenedContract } from '../queries/open-contract'
import { viewerOf } from '../queries/viewer'

export const get = action(contractActions.get, {
  authorize: (ctx, input) => openAsOneself(ctx, input.contractId),
  async handle(ctx, _input, { contract, relation }: OpenedContract) {
    const { caller, deps, now } = ctx
    const chain = await chainOf(deps.store, contract.id)
    return detailOf(contract, chain, { viewer: viewerOf(caller, deps.vault), relation, now })
  },
})
