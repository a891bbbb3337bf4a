import { contractHandlers } from './contract/handlers'
import { identityHandlers } from './identity/handlers'
import { resolveCaller } from './organization/resolve-caller'
import { cloudDeps, cloudSdk } from '#platform/adapters/cloudbase/cloud-deps'
import { cloudIdentity } from '#platform/adapters/cloudbase/cloud-identity'
import type { Wiring } from '#platform/kernel/define-function'
import { serveVerification } from '#platform/pdf/verify/run-verification'

// Files are verified in a worker, and every bundle is its own worker: the timers’ one makes evidence too.
serveVerification()

/** The composition root: the one place that knows which rooms handle which events and which adapters serve them. */
export const wiring: Wiring = {
  resolveCaller,
  handlers: { ...identityHandlers, ...contractHandlers },
  cloudIdentity: (event) => cloudIdentity(cloudSdk().getWXContext(), event, process.env),
  cloudDeps,
}
