import { sealActions } from '#types/seal'
import { action } from '#platform/kernel/action'
import { personalSignatureCollection } from '../model/personal-signature'
import { personalSignatureView } from '../queries/personal-signature-view'

/** More than anybody picks from; older ones stay usable by contracts that have them. */
const shown = 20

export const listPersonalSignatures = action(sealActions.listPersonalSignatures, {
  async handle({ deps, caller }) {
    const page = await deps.store.find(personalSignatureCollection, {
      where: [{ eq: ['accountId', caller.accountId] }],
      orderBy: ['createdAt', 'desc'],
      limit: shown,
    })
    return { items: page.items.map(personalSignatureView) }
  },
})
