import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import { contractCollection, type Contract } from '../model/contract'
import { relationTo, type Relation } from '../rules/access'
import { viewerOf } from './viewer'

export interface OpenedContract {
  contract: Contract
  relation: Relation
}

/** A contract and what the caller is to it. @throws Refusal NOT_FOUND alike for absent and forbidden ones (MGT-13) */
export async function openContract(
  ctx: Pick<Context<AccountCaller>, 'deps' | 'caller'>,
  contractId: string,
): Promise<OpenedContract> {
  const contract = await ctx.deps.store.get(contractCollection, contractId)
  const relation = contract && relationTo(contract, viewerOf(ctx.caller, ctx.deps.vault))
  if (!contract || !relation) throw new Refusal('NOT_FOUND')
  return { contract, relation }
}
