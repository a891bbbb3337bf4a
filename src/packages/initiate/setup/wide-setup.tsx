import type { Setup } from './use-setup'

/** The console exists in the browser only. */
export function WideSetup(_props: { setup: Setup }) {
  return null
}
