import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { CloudKey } from '#platform/adapters/tencent-cloud/tc3'

/** What a request signature of Cloud Object Storage covers (cloud.tencent.com/document/product/436/7778). */
export interface CosRequest {
  method: string
  /** decoded, with the leading slash */
  path: string
  query: Readonly<Record<string, string>>
  /** those to be signed */
  headers: Readonly<Record<string, string>>
}

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')
const hmac = (key: string, text: string): string => createHmac('sha1', key).update(text).digest('hex')

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** Names in lower case and values, sorted: the list of names, and all of it as a query string. */
function canonical(values: Readonly<Record<string, string>>): { names: string; text: string } {
  const pairs = Object.entries(values)
    .map(([name, value]) => [encoded(name).toLowerCase(), encoded(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    names: pairs.map(([name]) => name).join(';'),
    text: pairs.map(([name, value]) => `${name}=${value}`).join('&'),
  }
}

/** `Authorization` header, good from `start` to `end` (Unix seconds). */
export function cosAuthorization(
  { method, path, query, headers }: CosRequest,
  key: CloudKey,
  { start, end }: { start: number; end: number },
): string {
  const time = `${start};${end}`
  const parameters = canonical(query)
  const signed = canonical(headers)
  const http = `${method.toLowerCase()}\n${path}\n${parameters.text}\n${signed.text}\n`
  const signature = hmac(hmac(key.secretKey, time), `sha1\n${time}\n${sha1(http)}\n`)
  return (
    `q-sign-algorithm=sha1&q-ak=${key.secretId}&q-sign-time=${time}&q-key-time=${time}` +
    `&q-header-list=${signed.names}&q-url-param-list=${parameters.names}&q-signature=${signature}`
  )
}

/** True when the header is the one this key would make for this request, at a time within its span (Unix seconds). */
export function isCosAuthorized(header: string, request: CosRequest, key: CloudKey, now: number): boolean {
  const [, from = '', to = ''] = /q-sign-time=(\d+);(\d+)/.exec(header) ?? []
  const [start, end] = [Number(from), Number(to)]
  if (!from || now < start - 60 || now > end) return false
  const expected = cosAuthorization(request, key, { start, end })
  return timingSafeEqual(Buffer.from(sha1(header)), Buffer.from(sha1(expected)))
}
