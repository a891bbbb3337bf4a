import type { RawIdentity } from '#platform/kernel/context'

/**
 * Identity of a call on CloudBase, from the SDK's context of that call. WeChat vouches for the openid; a timer is known
 * by the platform's own mark in the environment, never by the event alone, which any client could imitate.
 */
export function cloudIdentity(
  context: Record<string, unknown>,
  event: unknown,
  env: Record<string, string | undefined>,
): RawIdentity {
  const { OPENID: openid, CLIENTIP: ip } = context
  const address = typeof ip === 'string' ? { ip } : {}
  // The SDK turns a value of digits only into a number.
  if ((typeof openid === 'string' && openid !== '') || typeof openid === 'number')
    return { openid: String(openid), ...address }
  const isTimer = env.TRIGGER_SRC === 'timer' && (event as { Type?: unknown } | null)?.Type === 'Timer'
  return isTimer ? { system: true } : address
}
