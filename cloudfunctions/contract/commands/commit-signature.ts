import { appendAudit } from '#platform/kernel/audit'
import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import { contractCollection, type Contract } from '../model/contract'
import { applied, eventsOf, turnsIn } from '../rules/apply'
import { signedCount } from '../rules/life'
import { actorOf, originOf, systemActor } from './actor'
import type { PreparedRevision } from './prepare-revision'
import { takeRights, type SignatureRights, type SigningAct } from './signature-rights'

/** Another party's revision came first: the one prepared continues a base that is no longer the newest. */
class BaseMoved extends Error {}

/**
 * The one transaction of a signature: state, revision, challenge, chain and events change together or not at all.
 * Null when the contract has got another revision since; the caller prepares anew.
 * @throws Refusal as the rules and the rights say
 */
export async function commitSignature(
  ctx: Context<AccountCaller>,
  act: SigningAct,
  revision: PreparedRevision,
) {
  try {
    return await ctx.commit(async (t) => {
      const contract = await t.get(contractCollection, act.contract.id)
      const party = contract?.parties.find((p) => p.id === act.party.id)
      if (!contract || !party) throw new Refusal('NOT_FOUND')
      const events = eventsOf(contract, { type: 'sign', partyId: party.id }, ctx.now)
      if (party.accountId !== ctx.caller.accountId) throw new Refusal('NOT_FOUND')
      if (contract.revision.file.sha256 !== revision.base) throw new BaseMoved()
      const rights = await takeRights(t, ctx, { ...act, contract, party })
      const seq = contract.revision.seq + 1
      const next = withSignature(applied(contract, events, ctx.now), act, rights, ctx.now)
      const revised: Contract = {
        ...next,
        revision: { seq, file: revision.file },
        files: [contract.base.fileId, revision.file.fileId],
      }
      let chain = await appendAudit(t, contract.id, contract.chain, {
        type: 'party.signed',
        at: ctx.now,
        actor: actorOf(ctx.caller),
        data: signedFacts(ctx, act, rights, { seq, revision }),
      })
      if (next.status === 'COMPLETED') {
        chain = await appendAudit(t, contract.id, chain, {
          type: 'contract.completed',
          at: ctx.now,
          actor: systemActor,
          data: { revision: seq, sha256: revision.file.sha256, size: revision.file.size },
        })
        // The file first, so that who follows the message finds it closed; if that fails, the message leaves all the same.
        await t.emit({ topic: 'contract.closing', contractId: contract.id })
        await t.emit({ topic: 'contract.completed', contractId: contract.id })
      }
      await t.put(contractCollection, { ...revised, chain })
      for (const partyId of turnsIn(events))
        await t.emit({ topic: 'contract.turn', contractId: contract.id, partyId })
      return {
        status: revised.status,
        signed: signedCount(revised),
        total: revised.parties.length,
        signedAt: ctx.now,
        revision: seq,
        sha256: revision.file.sha256,
      }
    })
  } catch (e) {
    if (e instanceof BaseMoved) return null
    throw e
  }
}

function withSignature(
  contract: Contract,
  { party, organization }: SigningAct,
  { proof, identity }: SignatureRights,
  now: number,
): Contract {
  const simulated = proof.simulated || identity.simulated || (organization?.simulated ?? false)
  return {
    ...contract,
    simulated: contract.simulated || simulated,
    parties: contract.parties.map((p) =>
      p.id === party.id ? { ...p, signedAt: now, signedBy: proof.method } : p,
    ),
  }
}

/** Who signed what, how he proved himself, from where, and what that rested on (SIGN-17). */
function signedFacts(
  ctx: Context<AccountCaller>,
  act: SigningAct,
  rights: SignatureRights,
  { seq, revision }: { seq: number; revision: PreparedRevision },
): Record<string, unknown> {
  const { proof, identity, seals, versions } = rights
  const { organization } = act
  return {
    partyId: act.party.id,
    party: act.party.name,
    ...(act.party.handlerName ? { handler: act.party.handlerName } : {}),
    ...(organization
      ? {
          organization: {
            id: organization.id,
            name: organization.name,
            creditCode: organization.creditCode,
            verifiedAt: organization.verifiedAt,
            simulated: organization.simulated,
          },
        }
      : {}),
    identity,
    method: proof.method,
    challenge: {
      id: proof.challengeId,
      nonce: proof.nonce,
      passedAt: proof.passedAt,
      reference: proof.providerReference,
      simulated: proof.simulated,
    },
    document: {
      read: act.contract.base.sha256,
      before: revision.base,
      revision: seq,
      sha256: revision.file.sha256,
      size: revision.file.size,
    },
    fields: act.filled.map(({ field, with: kind }) => ({ id: field.id, with: kind })),
    ...(seals.length > 0 ? { seals } : {}),
    certificate: revision.certificate,
    byteRange: revision.byteRange,
    origin: originOf(ctx.caller),
    versions,
  }
}
