import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import type { Tx } from '#platform/kernel/store'
import type { Shown } from '#platform/pdf/appearance/drawing-writer'
import { consumeChallenge, type ConsumedChallenge } from '../../identity/commands/consume-challenge'
import { identityProofInTx, type IdentityProof } from '../../identity/queries/identity-proof'
import { maySignByAge } from '../../identity/queries/signing-age'
import type { Organization } from '../../organization/model/organization'
import { employeeInTx } from '../../organization/queries/employee-of'
import { personalSignatureInTx } from '../../seal/queries/personal-signature'
import { usableSeal } from '../../seal/queries/usable-seal'
import type { Contract, Party } from '../model/contract'
import { actDigest } from '../model/signing-act'
import type { FilledField } from '../rules/marks'

export interface SigningAct {
  contract: Contract
  party: Party
  filled: readonly FilledField[]
  challengeId: string
  /** The party's organization as it is verified; null for persons. */
  organization: Organization | null
}

/** What entitles a party to sign now, as it goes into the evidence. */
export interface SignatureRights {
  proof: ConsumedChallenge
  /** How the one who acts was verified. */
  identity: IdentityProof
  /** Seals used, each once. */
  seals: { id: string; name: string }[]
  /** Picture of each signature and seal field, by field id. */
  pictures: ReadonlyMap<string, Shown>
  /** Versions of the records this rests on, by kind and id. */
  versions: Record<string, number>
}

/**
 * Uses the challenge up and re-reads every right, inside the transaction of the act: a seal disabled or an employee
 * dismissed a moment ago counts (dec-10).
 * @throws Refusal CHALLENGE_INVALID, CHALLENGE_PENDING, AUTH_METHOD, MEMBER_INVALID, SEAL_RIGHT, SEAL_DISABLED, NOT_FOUND,
 *   REAL_NAME_REQUIRED
 */
export async function takeRights(
  t: Tx,
  ctx: Context<AccountCaller>,
  { contract, party, filled, challengeId }: SigningAct,
): Promise<SignatureRights> {
  const { accountId } = ctx.caller
  const proof = await consumeChallenge(t, {
    challengeId,
    accountId,
    contractId: contract.id,
    action: 'sign',
    digest: actDigest(contract, party),
    now: ctx.now,
  })
  if (!party.auth.includes(proof.method)) throw new Refusal('AUTH_METHOD')
  const identity = await identityProofInTx(t, accountId)
  if (!identity) throw new Refusal('REAL_NAME_REQUIRED')
  const versions: Record<string, number> = {}
  const sources = new Map<string, Source>()
  if (party.organizationId) {
    const employee = await employeeInTx(t, party.organizationId, accountId)
    if (!employee) throw new Refusal('MEMBER_INVALID')
    versions[`employee:${accountId}`] = employee.version
  }
  const pictures = new Map<string, Shown>()
  for (const mark of filled) {
    if (mark.with === 'date') continue
    const { key, read } = sourceOf(t, party, accountId, mark)
    // One seal in many places is read once and, being one object, embedded once.
    const used = sources.get(key) ?? (await read())
    sources.set(key, used)
    versions[key] = used.version
    pictures.set(mark.field.id, used.picture)
  }
  const seals = [...sources.values()].flatMap(({ seal }) => (seal ? [seal] : []))
  return { proof, identity, seals, pictures, versions }
}

interface Source {
  picture: Shown
  version: number
  seal?: { id: string; name: string }
}

function sourceOf(
  t: Tx,
  party: Party,
  accountId: string,
  mark: Exclude<FilledField, { with: 'date' }>,
): { key: string; read: () => Promise<Source> } {
  if (mark.with === 'signature') {
    const { signatureId } = mark
    return { key: `signature:${signatureId}`, read: () => personalSignatureInTx(t, accountId, signatureId) }
  }
  const { sealId } = mark
  const organizationId = party.organizationId ?? ''
  const read = async (): Promise<Source> => {
    const used = await usableSeal(t, { organizationId, accountId, sealId })
    return { ...used, seal: { id: sealId, name: used.name } }
  }
  return { key: `seal:${sealId}`, read }
}

/**
 * Asks for all rights without using anything up, before a file is read or a certificate issued.
 * @throws Refusal as {@link takeRights}, and AGE_NOT_ALLOWED
 */
export async function rehearseRights(ctx: Context<AccountCaller>, act: SigningAct): Promise<SignatureRights> {
  requireAge(ctx.caller, act.party, ctx.now)
  return ctx.deps.store.tx((t) => takeRights({ ...t, put: async () => undefined }, ctx, act))
}

/** CON-50: always asked at sign time, of individuals. */
function requireAge(caller: AccountCaller, party: Party, now: number): void {
  if (party.kind !== 'person') return
  if (!caller.person || !maySignByAge(caller.person.idNumber(), now)) throw new Refusal('AGE_NOT_ALLOWED')
}
