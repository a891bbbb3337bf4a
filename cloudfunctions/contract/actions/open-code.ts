import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import type { Caller } from '#platform/kernel/context'
import type { Deps } from '#platform/kernel/ports'
import { Refusal } from '#platform/kernel/refusal'
import { codeCollection, contractCollection, type Contract } from '../model/contract'
import { personLookup, viewerOf } from '../queries/viewer'
import { relationTo } from '../rules/access'
import { expectedPhone, landingOf, type Scanner } from '../rules/landing'
import { isLapsed } from '../rules/life'

export const openCode = action(contractActions.openCode, {
  async handle({ caller, deps, now }, input) {
    const code = await deps.store.get(codeCollection, input.code)
    const contract = code && (await deps.store.get(contractCollection, code.contractId))
    if (!contract) throw new Refusal('CODE_INVALID')
    const scanner = scannerOf(caller, deps, contract)
    const landing = landingOf(contract, scanner, now)
    const inside = landing.next === 'sign' || landing.next === 'wait' || landing.next === 'view'
    const phoneMasked = inside ? undefined : expectedPhone(contract)
    return {
      contractId: inside ? contract.id : null,
      name: contract.name,
      inviterName: contract.initiator.organizationName,
      deadline: contract.deadline,
      // The clock may not have been by yet; nobody should be asked to sign in for a contract that is over.
      status: isLapsed(contract, now) ? 'EXPIRED' : contract.status,
      ...landing,
      ...(phoneMasked ? { phoneMasked } : {}),
    }
  },
})

function scannerOf(caller: Caller, deps: Deps, contract: Contract): Scanner {
  if (caller.kind !== 'account') return { kind: 'anybody' }
  const { accountId, active, person, phoneLookup } = caller
  return {
    kind: 'account',
    accountId,
    phoneLookup,
    personLookup: person ? personLookup(deps.vault, caller.phone(), person.name) : null,
    active,
    sees: relationTo(contract, viewerOf(caller, deps.vault)) !== null,
  }
}
