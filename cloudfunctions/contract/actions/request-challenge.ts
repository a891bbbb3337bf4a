import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import type { AccountCaller } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import { createChallenge } from '../../identity/commands/create-challenge'
import { openAsOneself } from '../commands/bind-person'
import { actDigest } from '../model/signing-act'
import type { OpenedContract } from '../queries/open-contract'
import { eventsOf } from '../rules/apply'

export const requestChallenge = action(contractActions.requestChallenge, {
  authorize: (ctx, input) => openAsOneself(ctx, input.contractId),
  async handle(ctx, input, { contract, relation: { party } }: OpenedContract) {
    if (!party) throw new Refusal('BAD_STATE')
    eventsOf(contract, { type: 'sign', partyId: party.id }, ctx.now)
    if (!party.auth.includes(input.method)) throw new Refusal('AUTH_METHOD', { field: 'method' })
    return createChallenge(ctx, {
      method: input.method,
      action: 'sign',
      contractIds: [contract.id],
      digest: actDigest(contract, party),
      returnTo: readingPage(contract.id, ctx.caller),
    })
  },
})

/** Where a face check leads back to; the browser's app keeps its pages behind `#`. */
function readingPage(contractId: string, caller: AccountCaller): string {
  const page = `/packages/sign/read/index?id=${contractId}`
  return caller.raw.openid ? page : `/#${page}`
}
