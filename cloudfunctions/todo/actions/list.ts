import { todoActions } from '#types/todo'
import { action } from '#platform/kernel/action'
import { countOpenContracts, listOpenContracts } from '../../contract/queries/list-contracts'
import { viewerOf } from '../../contract/queries/viewer'

export const list = action(todoActions.list, {
  async handle({ caller, deps, now }, input) {
    const viewer = viewerOf(caller, deps.vault)
    const [page, counts] = await Promise.all([
      listOpenContracts(deps.store, viewer, input, now),
      countOpenContracts(deps.store, viewer, now),
    ])
    return { ...page, counts }
  },
})
