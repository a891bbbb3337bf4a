import type { AnyAction } from '#platform/kernel/action'
import { tick } from './tick'

/** What the timers can do. */
export const actions: readonly AnyAction[] = [tick]
