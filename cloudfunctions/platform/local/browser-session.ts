import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { SessionChange } from '#platform/kernel/context'
import { parseCookies, setCookie } from './cookies'

export const sessionCookie = 'qianli_session'
export const csrfCookie = 'qianli_csrf'
export const csrfHeader = 'x-csrf'

/** Session token of the browser, or undefined. Whether it is still good is the identity room's to say. */
export function sessionTokenOf(request: IncomingMessage): string | undefined {
  return parseCookies(request.headers.cookie).get(sessionCookie) || undefined
}

/**
 * Cookies that carry out a change of the session. The session's own is out of scripts' reach, its CSRF twin is not.
 * `now` in ms is the clock the expiry was set by.
 */
export function sessionCookies(change: SessionChange, secure: boolean, now: number): string[] {
  if ('clear' in change)
    return [setCookie(sessionCookie, '', { httpOnly: true, secure, maxAge: 0 }), freshCsrf(secure)]
  const maxAge = Math.max(0, (change.set.expiresAt - now) / 1000)
  return [
    setCookie(sessionCookie, change.set.token, { httpOnly: true, secure, maxAge }),
    setCookie(csrfCookie, change.set.csrf, { httpOnly: false, secure, maxAge }),
  ]
}

/** A CSRF cookie for a browser that has none yet. */
export const freshCsrf = (secure: boolean): string =>
  setCookie(csrfCookie, `c${randomBytes(18).toString('base64url')}`, { httpOnly: false, secure })

export const hasCsrf = (request: IncomingMessage): boolean =>
  parseCookies(request.headers.cookie).has(csrfCookie)

/** Double submit: only a script of our own origin can read the cookie and repeat it in a header (or a form field). */
export function csrfMatches(request: IncomingMessage, given: string | string[] | undefined): boolean {
  const expected = parseCookies(request.headers.cookie).get(csrfCookie)
  if (!expected || typeof given !== 'string') return false
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(expected), digest(given))
}

/**
 * False when the browser says that another site sent this. Clients without a browser send neither header; they hold no
 * ambient cookies either.
 */
export function isSameOrigin(request: IncomingMessage, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  return origin === undefined || origin === publicUrl || origin === `http://${request.headers.host ?? ''}`
}
