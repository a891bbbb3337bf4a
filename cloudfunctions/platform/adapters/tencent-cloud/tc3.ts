import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Access key of a Tencent Cloud account. */
export interface CloudKey {
  secretId: string
  secretKey: string
}

/** What the signature covers, besides the body. */
export interface SignedRequest {
  host: string
  service: string
  /** Unix seconds. */
  timestamp: number
  body: string
}

const contentType = 'application/json; charset=utf-8'
const signedHeaders = 'content-type;host'
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest()

/** `Authorization` header by Tencent Cloud's signature method v3 (TC3-HMAC-SHA256). */
export function authorization(request: SignedRequest, key: CloudKey): string {
  const date = new Date(request.timestamp * 1000).toISOString().slice(0, 10)
  const canonical = [
    'POST',
    '/',
    '',
    `content-type:${contentType}\nhost:${request.host}\n`,
    signedHeaders,
    sha256(request.body),
  ].join('\n')
  const scope = `${date}/${request.service}/tc3_request`
  const toSign = ['TC3-HMAC-SHA256', request.timestamp, scope, sha256(canonical)].join('\n')
  const signingKey = hmac(hmac(hmac(`TC3${key.secretKey}`, date), request.service), 'tc3_request')
  const signature = createHmac('sha256', signingKey).update(toSign, 'utf8').digest('hex')
  return `TC3-HMAC-SHA256 Credential=${key.secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`
}

/** True when the header is the one this key would make. Compared in constant time. */
export function isAuthorized(header: string, request: SignedRequest, key: CloudKey): boolean {
  const given = createHash('sha256').update(header).digest()
  const expected = createHash('sha256').update(authorization(request, key)).digest()
  return timingSafeEqual(given, expected)
}

export { contentType }
