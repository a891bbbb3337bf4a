import { sealActions, type SealView } from '#types/seal'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { pictureToSvg } from '#platform/pdf/appearance/svg'
import { outlinesOf } from '../model/picture'
import { sealCollection, type Seal } from '../model/seal'
import { isHolder } from '../rules/usable'

/** Every seal is listed, so that a handler without right sees what to ask for; `canUse` says which he may take. */
export const listSeals = action(sealActions.listSeals, {
  async handle({ deps, caller }) {
    if (!caller.employee) throw new Refusal('NO_PERMISSION')
    const { organizationId, permissions } = caller.employee
    const user = { accountId: caller.accountId, mayHold: permissions.includes('seal.use') }
    const page = await deps.store.find(sealCollection, {
      where: [{ eq: ['organizationId', organizationId] }],
      orderBy: ['createdAt', 'asc'],
      limit: 100,
    })
    const canUse = (seal: Seal) => seal.state === 'enabled' && isHolder(seal, user)
    return { items: page.items.map((seal) => view(seal, canUse(seal))) }
  },
})

function view(seal: Seal, canUse: boolean): SealView {
  const { id, name, type, state } = seal
  const picture = outlinesOf(seal)
  const { width, height } = picture
  return { id, name, type, state, svg: pictureToSvg(picture), width, height, canUse }
}
