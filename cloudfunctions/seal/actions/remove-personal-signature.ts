import { sealActions } from '#types/seal'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { personalSignatureCollection } from '../model/personal-signature'

/** Signed contracts hold their own copy of the picture. */
export const removePersonalSignature = action(sealActions.removePersonalSignature, {
  async handle(ctx, { id }) {
    return ctx.commit(async (work) => {
      const stored = await work.get(personalSignatureCollection, id)
      if (stored?.accountId !== ctx.caller.accountId) throw new Refusal('NOT_FOUND')
      await work.remove(personalSignatureCollection, stored)
      return {}
    })
  },
})
