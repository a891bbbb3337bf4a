import { organizationActions } from '#types/organization'
import { action } from '#platform/kernel/action'
import { Refusal } from '#platform/kernel/refusal'
import { organizationById } from '../queries/organization-by-id'

export const getOrganization = action(organizationActions.getOrganization, {
  async handle({ deps, caller }) {
    const found = caller.employee && (await organizationById(deps, caller.employee.organizationId))
    if (!found) throw new Refusal('NO_PERMISSION')
    const { id, name, creditCode, verifiedAt, simulated, signatureSuite = null } = found
    return { id, name, creditCode, verifiedAt, simulated, signatureSuite }
  },
})
