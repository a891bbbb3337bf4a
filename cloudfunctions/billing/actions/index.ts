import type { AnyAction } from '#platform/kernel/action'
import { getQuota } from './get-quota'

/** What the billing room can do. */
export const actions: readonly AnyAction[] = [getQuota]
