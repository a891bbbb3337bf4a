import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { openAsOneself } from '../commands/bind-person'
import type { OpenedContract } from '../queries/open-contract'
import { verificationOf } from '../queries/verify-file'

export const verify = action(contractActions.verify, {
  authorize: (ctx, input) => openAsOneself(ctx, input.contractId),
  handle: ({ deps }, _input, { contract }: OpenedContract) => verificationOf(deps, contract),
})
