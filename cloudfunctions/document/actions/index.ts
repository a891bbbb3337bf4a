import type { AnyAction } from '#platform/kernel/action'
import { getPage } from './get-page'

/** What the document room can do. */
export const actions: readonly AnyAction[] = [getPage]
