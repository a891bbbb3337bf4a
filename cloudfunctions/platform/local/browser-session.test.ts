import type { IncomingMessage } from 'node:http'
import { csrfMatches, freshCsrf, isSameOrigin, sessionCookies, sessionTokenOf } from './browser-session'

const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage

describe('browser session', () => {
  const set = { set: { token: 'tok', csrf: 'twin', expiresAt: 61_000 } }

  test('the session cookie is out of reach of scripts, its CSRF twin is readable, both end with the session', () => {
    const [session, csrf] = sessionCookies(set, true, 1000)
    expect(session).toBe('qianli_session=tok; Path=/; SameSite=Lax; HttpOnly; Secure; Max-Age=60')
    expect(csrf).toBe('qianli_csrf=twin; Path=/; SameSite=Lax; Secure; Max-Age=60')
    expect(sessionCookies(set, false, 1000).join()).not.toContain('Secure')
  })

  test('an ended session deletes its cookie and leaves a CSRF cookie unrelated to the old one', () => {
    const [session, csrf] = sessionCookies({ clear: true }, false, 0)
    expect(session).toContain('qianli_session=; ')
    expect(session).toContain('Max-Age=0')
    expect(csrf).toMatch(/^qianli_csrf=c[\w-]{24}; /)
    expect(freshCsrf(false)).not.toBe(csrf)
  })

  test('CSRF: header and cookie must both be there and be the same', () => {
    const ours = request({ cookie: 'a=1; qianli_csrf=twin; qianli_session=tok' })
    expect(csrfMatches(ours, 'twin')).toBe(true)
    expect(csrfMatches(ours, 'other')).toBe(false)
    expect(csrfMatches(ours, undefined)).toBe(false)
    expect(csrfMatches(request({}), 'twin')).toBe(false)
    expect(csrfMatches(request({ cookie: 'qianli_csrf=' }), '')).toBe(false)
    expect(sessionTokenOf(ours)).toBe('tok')
  })

  test('what the browser calls cross-site is refused, whatever Origin says', () => {
    const site = 'https://sign.example.cn'
    expect(isSameOrigin(request({ 'sec-fetch-site': 'same-origin' }), site)).toBe(true)
    expect(isSameOrigin(request({ 'sec-fetch-site': 'cross-site', origin: site }), site)).toBe(false)
    expect(isSameOrigin(request({ 'sec-fetch-site': 'same-site', origin: site }), site)).toBe(false)
    expect(isSameOrigin(request({ origin: site }), site)).toBe(true)
    expect(isSameOrigin(request({ origin: 'https://evil.example' }), site)).toBe(false)
    expect(isSameOrigin(request({ origin: 'null' }), site)).toBe(false)
    expect(isSameOrigin(request({}), site)).toBe(true)
  })
})
