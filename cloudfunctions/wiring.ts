import { cloudDeps, cloudSdk } from './cloud-deps'
import { contractHandlers } from './contract/handlers'
import { identityHandlers } from './identity/handlers'
import { resolveCaller } from './organization/resolve-caller'
import type { RawIdentity } from '#platform/kernel/context'
import type { Wiring } from '#platform/kernel/define-function'

/** The composition root: the one place that knows which rooms handle which events and which adapters serve them. */
export const wiring: Wiring = {
  resolveCaller,
  handlers: { ...identityHandlers, ...contractHandlers },
  cloudIdentity,
  cloudDeps,
}

/**
 * Identity of a call on CloudBase. WeChat vouches for the openid; a timer is known by the platform's own mark, never by
 * the event alone, which any client that may call functions could imitate.
 */
export function cloudIdentity(event: unknown): RawIdentity {
  const { OPENID: openid, CLIENTIP: ip } = cloudSdk().getWXContext() as {
    OPENID?: unknown
    CLIENTIP?: unknown
  }
  const address = typeof ip === 'string' ? { ip } : {}
  // The SDK turns a value of digits only into a number.
  if (openid !== undefined && openid !== '') return { openid: String(openid), ...address }
  const isTimer =
    process.env.TRIGGER_SRC === 'timer' && (event as { Type?: unknown } | null)?.Type === 'Timer'
  return isTimer ? { system: true } : address
}
