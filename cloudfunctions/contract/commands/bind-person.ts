import { appendAudit } from '#platform/kernel/audit'
import type { AccountCaller, Context } from '#platform/kernel/context'
import { contractCollection, type Contract } from '../model/contract'
import { openContract, type OpenedContract } from '../queries/open-contract'
import { viewerOf } from '../queries/viewer'
import { relationTo } from '../rules/access'
import { audienceOf } from '../rules/audience'

/**
 * Opens a contract for one of its own. At the first view of the verified person whose phone and name are a party's,
 * that party is bound to the account: from then on nobody else can be it, and the person keeps it when he changes his
 * phone. @throws Refusal NOT_FOUND
 */
export async function openAsOneself(
  ctx: Context<AccountCaller>,
  contractId: string,
): Promise<OpenedContract> {
  const opened = await openContract(ctx, contractId)
  const party = opened.relation.party
  if (!party || party.accountId || party.kind !== 'person') return opened
  await ctx.deps.store.tx(async (t) => {
    const contract = await t.get(contractCollection, contractId)
    const own = contract && relationTo(contract, viewerOf(ctx.caller, ctx.deps.vault))?.party
    // Two windows opened at once: the other one has bound it.
    if (!contract || !own || own.accountId) return
    const next = bound(contract, own.id, ctx.caller.accountId)
    const chain = await appendAudit(t, contract.id, contract.chain, {
      type: 'party.opened',
      at: ctx.now,
      actor: { kind: 'person', id: ctx.caller.accountId, name: own.name },
      data: { partyId: own.id, verifiedAt: ctx.caller.person?.verifiedAt ?? 0 },
    })
    await t.put(contractCollection, { ...next, chain })
  })
  return openContract(ctx, contractId)
}

function bound(contract: Contract, partyId: string, accountId: string): Contract {
  const parties = contract.parties.map((p) => (p.id === partyId ? { ...p, accountId } : p))
  const next = { ...contract, parties }
  return { ...next, ...audienceOf(next) }
}
