import type { AuthMethod, ChallengeView } from '#types/identity'
import type { AccountCaller, Context } from '#platform/kernel/context'
import { Refusal } from '#platform/kernel/refusal'
import type { UnitOfWork } from '#platform/kernel/unit-of-work'
import { accountCollection } from '../model/account'
import { challengeCollection, type Challenge } from '../model/challenge'
import { challengeLifetime, viewOf } from '../rules/challenge'
import { requireFaceAllowed } from '../rules/face-limit'
import { requireUsable } from '../rules/signing-password'
import { orUnavailable } from './ask-face'
import { countToday, countUp } from './day-counter'
import { prepareCaptcha } from './send-captcha'

export interface ChallengeRequest {
  method: AuthMethod
  /** The act, e.g. `sign`. */
  action: string
  contractIds: string[]
  /** Digest of what the signer read: base document and parties' fields, which does not move when others sign. */
  digest: string
  /** Path of this app to which a face check leads back. */
  returnTo: string
}

/** What one method adds to the challenge: its own part, written in the transaction of the challenge. */
type Opening = (work: UnitOfWork) => Promise<Partial<Pick<Challenge, 'face' | 'captchaSerial'>>>

/**
 * Opens a signing authentication of the caller and commits it as the answer of the calling action (SIGN-11…14). The
 * same request key gets the same challenge. Whether the method is allowed for the party is the caller's to decide.
 * @throws Refusal REAL_NAME_REQUIRED, PWD_MISSING, PWD_LOCKED, CAPTCHA_TOO_SOON, CAPTCHA_LIMIT, FACE_LIMIT,
 * FACE_UNAVAILABLE
 */
export async function createChallenge(
  ctx: Context<AccountCaller>,
  request: ChallengeRequest,
): Promise<ChallengeView> {
  const { deps, caller, now } = ctx
  if (!caller.person) throw new Refusal('REAL_NAME_REQUIRED')
  const open = await openings[request.method](ctx, request.returnTo)
  const challenge: Omit<Challenge, 'version'> = {
    id: deps.ids.random(),
    accountId: caller.accountId,
    method: request.method,
    action: request.action,
    contractIds: request.contractIds,
    digest: request.digest,
    nonce: deps.ids.random(),
    state: 'pending',
    reason: null,
    face: null,
    captchaSerial: null,
    proof: null,
    consumedFor: [],
    createdAt: now,
    expiresAt: now + challengeLifetime,
  }
  return ctx.commit(async (work) => {
    const opened = { ...challenge, ...(await open(work)) }
    await work.insert(challengeCollection, opened)
    return viewOf({ ...opened, version: 1 }, now)
  })
}

const openings: Record<AuthMethod, (ctx: Context<AccountCaller>, returnTo: string) => Promise<Opening>> = {
  async captcha(ctx) {
    const write = await prepareCaptcha(ctx, 'sign', ctx.caller.phone())
    return async (work) => ({ captchaSerial: (await write(work)).serial })
  },

  async password({ deps, caller, now }) {
    const account = await deps.store.get(accountCollection, caller.accountId)
    requireUsable(account?.signingPassword ?? null, now)
    return async () => ({})
  },

  async face({ deps, caller, now }, returnTo) {
    const { person } = caller
    if (!person) throw new Refusal('REAL_NAME_REQUIRED')
    const idNumber = person.idNumber()
    const lookup = deps.vault.lookup(idNumber, 'id-number')
    const failures = await countToday(deps.store, 'face-failure', lookup, now)
    const starts = await countToday(deps.store, 'face-start', caller.accountId, now)
    requireFaceAllowed({ failures, starts }, now)
    const expiresAt = now + challengeLifetime
    const face = await orUnavailable(() =>
      deps.face.start({ name: person.name, idNumber, purpose: 'sign', returnTo, expiresAt }),
    )
    return async (work) => {
      await countUp(work, 'face-start', caller.accountId, now)
      return { face }
    }
  },
}
