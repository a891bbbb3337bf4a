import type { ParsedInputOf } from '#types/action'
import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import { openAsOneself } from '../commands/bind-person'
import { commitSignature } from '../commands/commit-signature'
import { prepareRevision } from '../commands/prepare-revision'
import { rehearseRights } from '../commands/signature-rights'
import { openContract, type OpenedContract } from '../queries/open-contract'
import { eventsOf } from '../rules/apply'
import { fillFields } from '../rules/marks'

/** Other parties that may sign in between before this one gives up; each costs one more preparation. */
const maxAttempts = 6

export const sign = action(contractActions.sign, {
  authorize: (ctx, input) => openAsOneself(ctx, input.contractId),
  async handle(ctx, input, opened: OpenedContract) {
    for (let attempt = 1, current = opened; ; attempt += 1) {
      const answer = await signOn(ctx, input, current)
      if (answer) return answer
      if (attempt === maxAttempts) throw new Refusal('BUSY')
      current = await openContract(ctx, input.contractId)
    }
  },
})

/** Signs on the revision as it stands; null when another party's revision came in between and nothing was done. */
async function signOn(
  ctx: Context<AccountCaller>,
  input: ParsedInputOf<typeof contractActions.sign>,
  { contract, relation }: OpenedContract,
) {
  const { party } = relation
  if (!party) throw new Refusal('BAD_STATE')
  // Refused early, before a file is read or a certificate issued; all of it is asked again inside the transaction.
  eventsOf(contract, { type: 'sign', partyId: party.id }, ctx.now)
  const filled = fillFields(party, input.marks)
  const act = { contract, party, filled, challengeId: input.challengeId }
  const { pictures } = await rehearseRights(ctx, act)
  return commitSignature(ctx, act, await prepareRevision(ctx, { ...act, pictures }))
}
