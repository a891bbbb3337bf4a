import type { ParsedInputOf } from '#types/action'
import { contractActions } from '#types/contract'
import { action } from '#platform/kernel/action'
import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import { organizationById } from '../../organization/queries/organization-by-id'
import { openAsOneself } from '../commands/bind-person'
import { commitSignature } from '../commands/commit-signature'
import { prepareRevision } from '../commands/prepare-revision'
import { rehearseRights } from '../commands/signature-rights'
import { openContract, type OpenedContract } from '../queries/open-contract'
import { eventsOf } from '../rules/apply'
import { fillFields } from '../rules/marks'

/** Time for tries on a contract that many sign at once, ms; a function has 60 s. One try takes about 0.1 s. */
const patience = 40_000

export const sign = action(contractActions.sign, {
  authorize: (ctx, input) => openAsOneself(ctx, input.contractId),
  async handle(ctx, input, opened: OpenedContract) {
    for (let attempt = 1, current = opened; ; attempt += 1) {
      const answer = await signOn(ctx, input, current)
      if (answer) return answer
      if (ctx.deps.clock.now() - ctx.now > patience) throw new Refusal('BUSY')
      // Parties that start again at the same moment would meet again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50 * attempt, 500)))
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
  const organization = party.organizationId ? await organizationById(ctx.deps, party.organizationId) : null
  const act = { contract, party, filled, challengeId: input.challengeId, organization }
  const { pictures } = await rehearseRights(ctx, act)
  return commitSignature(ctx, act, await prepareRevision(ctx, { ...act, pictures }))
}
