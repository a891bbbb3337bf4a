import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { listContracts } from '../queries/list-contracts'
import { viewerOf } from '../queries/viewer'

export const list = action(contractActions.list, {
  async handle({ caller, deps, now }, input) {
    for (const field of ['from', 'to'] as const)
      if (input[field] !== undefined && !Number.isSafeInteger(input[field]))
        throw new Refusal('INPUT_INVALID', { field })
    if (input.from !== undefined && input.to !== undefined && input.from > input.to)
      throw new Refusal('RANGE', { field: 'from' })
    return listContracts(deps.store, viewerOf(caller, deps.vault), input, now)
  },
})
