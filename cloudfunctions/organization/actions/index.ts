import type { AnyAction } from '#platform/kernel/action'
import { getOrganization } from './get-organization'
import { listEmployees } from './list-employees'
import { setSignatureSuite } from './set-signature-suite'

/** What the organization room can do. */
export const actions: readonly AnyAction[] = [getOrganization, listEmployees, setSignatureSuite]
