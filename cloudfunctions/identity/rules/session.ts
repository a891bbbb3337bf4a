import { createHash } from 'node:crypto'
import type { ActiveIdentity } from '#types/identity'

/** A session lives 30 days after its last use. */
export const sessionLifetime = 30 * 86_400_000

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The token itself is never stored. */
export const sessionIdOf = (token: string) => sha256(`session:${token}`)

/** The page's proof against cross-site requests: tied to the session, but the token cannot be told from it. */
export const csrfOf = (token: string) => sha256(`csrf:${token}`)

/** The later end of a session in use, at most one write a day; null while the present one will do. */
export function extendedEnd(expiresAt: number, now: number): number | null {
  return expiresAt - now < sessionLifetime - 86_400_000 ? now + sessionLifetime : null
}

/** Falls back to the person when the organization can no longer be acted for. */
export function effectiveIdentity(
  wanted: ActiveIdentity,
  organizationIds: readonly string[],
): ActiveIdentity {
  return wanted.kind === 'organization' && !organizationIds.includes(wanted.organizationId)
    ? { kind: 'person' }
    : wanted
}
