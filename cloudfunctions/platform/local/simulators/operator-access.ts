import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parseCookies, setCookie } from '../cookies'

const cookieName = 'qianli_simulators'

const equal = (a: string, b: string) =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

const cookieValue = (key: string) => createHmac('sha256', key).update('simulators').digest('base64url')

/** How a request opens the operator's pages: by a script that sends the key, by the cookie, or not at all. */
export type Access = 'script' | 'browser' | null

export function operatorAccess(request: IncomingMessage, key: string): Access {
  const { authorization = '' } = request.headers
  if (authorization.startsWith('Bearer ') && equal(authorization.slice(7), key)) return 'script'
  const cookie = parseCookies(request.headers.cookie).get(cookieName)
  return cookie && equal(cookie, cookieValue(key)) ? 'browser' : null
}

/** The cookie for whoever came with the right `?key=`; null for a wrong one. */
export function operatorCookie(given: string, key: string, secure: boolean): string | null {
  if (!equal(given, key)) return null
  return setCookie(cookieName, cookieValue(key), { httpOnly: true, secure, path: '/simulators' })
}
