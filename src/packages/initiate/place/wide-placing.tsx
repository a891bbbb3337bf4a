import type { Placing } from './use-placing'

/** The console exists in the browser only. */
export function WidePlacing(_props: { placing: Placing }) {
  return null
}
