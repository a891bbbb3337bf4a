import type { AnyAction } from '#platform/kernel/action'
import { getOrganization } from './get-organization'
import { listEmployees } from './list-employees'

/** What the organization room can do. */
export const actions: readonly AnyAction[] = [getOrganization, listEmployees]
