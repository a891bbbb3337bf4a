import { organizationActions } from '#types/organization'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { organizationCollection } from '../model/organization'

/**
 * A suite that this installation could only serve past the outside authority its operator chose is refused: nobody
 * should learn from a finished contract that its certificates come from another authority than expected.
 */
export const setSignatureSuite = action(organizationActions.setSignatureSuite, {
  async handle(ctx, { suite }) {
    const { deps, caller } = ctx
    if (!caller.employee) throw new Refusal('NO_PERMISSION')
    const { organizationId } = caller.employee
    if (suite && !deps.pki.signatureSuites().offered.includes(suite))
      throw new Refusal('SUITE_UNAVAILABLE', { field: 'suite' })
    return ctx.commit(async (work) => {
      const stored = await work.get(organizationCollection, organizationId)
      if (!stored) throw new Refusal('NO_PERMISSION')
      await work.put(organizationCollection, { ...stored, signatureSuite: suite ?? undefined })
      return { signatureSuite: suite }
    })
  },
})
