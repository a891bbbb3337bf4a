import { identityActions } from '#types/identity'
import { action } from '#platform/kernel/action'
import { compactDate } from '#platform/kernel/calendar'
import { Refusal } from '#platform/kernel/refusal'
import { orUnavailable } from '../commands/ask-face'
import { countToday, countUp } from '../commands/day-counter'
import { identityBindingCollection } from '../model/account'
import { verificationContext, verificationCollection } from '../model/verification'
import { requireFaceAllowed } from '../rules/face-limit'
import { readIdNumber } from '../rules/id-number'
import { maskIdNumber } from '../rules/masks'
import { cardName } from '../rules/person-name'
import { signingAgeAllowed } from '../rules/signing-age'

/** Time to finish the face check (D6), ms. */
const lifetime = 10 * 60_000

/** ID-14, ID-81, CON-50, D5, D14: form first, then uniqueness, then the authority, then the face. */
export const startRealName = action(identityActions.startRealName, {
  async handle(ctx, input) {
    const { deps, caller, now } = ctx
    if (caller.person) throw new Refusal('ALREADY_VERIFIED')
    const name = cardName(input.name)
    if (!name) throw new Refusal('NAME_INVALID', { field: 'name' })
    const read = readIdNumber(input.idNumber, compactDate(now))
    if (!read) throw new Refusal('DOC_NUMBER_INVALID', { field: 'idNumber' })
    if (!signingAgeAllowed(read.birth, now, false))
      throw new Refusal('AGE_NOT_ALLOWED', { field: 'idNumber' })
    const idNumberLookup = deps.vault.lookup(read.value, 'id-number')

    // Counted for itself, so that refused attempts count too: names and numbers cannot be tried out here.
    const failures = await countToday(deps.store, 'face-failure', idNumberLookup, now)
    await deps.store.tx(async (t) => {
      const starts = await countUp(t, 'face-start', caller.accountId, now)
      requireFaceAllowed({ failures, starts }, now)
    })
    const taken = await deps.store.get(identityBindingCollection, idNumberLookup)
    if (taken && taken.accountId !== caller.accountId) throw new Refusal('IDENTITY_TAKEN')

    const expiresAt = now + lifetime
    const face = await orUnavailable(async () => {
      if ((await deps.registry.check(name, read.value)) !== 'match') throw new Refusal('IDENTITY_MISMATCH')
      return deps.face.start({
        name,
        idNumber: read.value,
        purpose: 'real-name',
        returnTo: input.returnTo ?? '/',
        expiresAt,
      })
    })
    const verificationId = deps.ids.random()
    return ctx.commit(async (work) => {
      await work.insert(verificationCollection, {
        id: verificationId,
        accountId: caller.accountId,
        name,
        idNumberCipher: deps.vault.encrypt(read.value, verificationContext(verificationId)),
        idNumberLookup,
        idNumberMasked: maskIdNumber(read.value),
        faceRequestId: face.requestId,
        state: 'pending',
        reason: null,
        simulated: deps.face.simulated || deps.registry.simulated,
        startedAt: now,
        expiresAt,
      })
      return { verificationId, faceUrl: face.url, expiresAt }
    })
  },
})
