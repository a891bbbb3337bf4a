import type { AnyAction } from '#platform/kernel/action'
import { list } from './list'

/** What the to-do room can do. */
export const actions: readonly AnyAction[] = [list]
