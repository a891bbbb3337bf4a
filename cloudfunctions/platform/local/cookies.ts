/** Values of a Cookie header by name; the first of several wins, as the more specific one comes first (RFC 6265 §5.4). */
export function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=')
    if (equals < 1) continue
    const name = pair.slice(0, equals).trim()
    if (!cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim())
  }
  return cookies
}

export interface CookieOptions {
  httpOnly: boolean
  secure: boolean
  /** Seconds; 0 deletes the cookie. Absent: until the browser closes. */
  maxAge?: number
  path?: string
}

/** A Set-Cookie value, always SameSite=Lax. Values must be cookie octets, e.g. base64url. */
export function setCookie(name: string, value: string, options: CookieOptions): string {
  if (!/^[A-Za-z0-9._~+/=-]*$/.test(value)) throw new Error('This value does not fit into a cookie.')
  return [
    `${name}=${value}`,
    `Path=${options.path ?? '/'}`,
    'SameSite=Lax',
    ...(options.httpOnly ? ['HttpOnly'] : []),
    ...(options.secure ? ['Secure'] : []),
    ...(options.maxAge === undefined ? [] : [`Max-Age=${Math.floor(options.maxAge)}`]),
  ].join('; ')
}
