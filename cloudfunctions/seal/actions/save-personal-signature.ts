import type { ParsedInputOf } from '#types/action'
import { sealActions } from '#types/seal'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import type { VectorPicture } from '#platform/pdf/appearance/vector-picture'
import { drawHandwriting, drawName } from '../commands/drawing'
import { personalSignatureCollection } from '../model/personal-signature'
import { storePicture } from '../model/picture'
import { personalSignatureView } from '../queries/personal-signature-view'

type Input = ParsedInputOf<typeof sealActions.savePersonalSignature>

/** The system signature of a name is always the same, so it is kept once a person. */
export const savePersonalSignature = action(sealActions.savePersonalSignature, {
  async handle(ctx, input) {
    const { deps, caller, now } = ctx
    if (!caller.person) throw new Refusal('REAL_NAME_REQUIRED')
    const id = input.kind === 'system' ? `system:${caller.accountId}` : deps.ids.random()
    const fresh = {
      id,
      accountId: caller.accountId,
      kind: input.kind,
      ...storePicture(pictureOf(input, caller.person.name)),
      createdAt: now,
    }
    return ctx.commit(async (work) => {
      const stored = await work.get(personalSignatureCollection, id)
      if (stored) await work.put(personalSignatureCollection, { ...fresh, version: stored.version })
      else await work.insert(personalSignatureCollection, fresh)
      return personalSignatureView(fresh)
    })
  },
})

const pictureOf = (input: Input, name: string): VectorPicture =>
  input.kind === 'system' ? drawName(name) : drawHandwriting(input.strokes)
