import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import { countContracts, countOpenContracts } from '../queries/list-contracts'
import { viewerOf } from '../queries/viewer'

export const countMine = action(contractActions.countMine, {
  async handle({ caller, deps, now }) {
    const viewer = viewerOf(caller, deps.vault)
    const [open, closed] = await Promise.all([
      countOpenContracts(deps.store, viewer, now),
      countContracts(deps.store, viewer),
    ])
    return { toSign: open.byMe, byOthers: open.byOthers, aboutToExpire: open.aboutToTimeOut, ...closed }
  },
})
