import type { IncomingMessage } from 'node:http'
import type { LocalPki } from '#platform/pki/local-pki'
import { clientAddress } from './client-address'
import { notFound, text, type Reply } from './reply'
import { BodyTooBig, readBody } from './request-body'
import { RequestLimit } from './request-limit'

/** Where a host publishes its authorities; certificates name addresses below it. */
export const pkiPath = '/pki'

/** Requests of RFC 6960 and RFC 3161 have some hundred bytes. */
const maxRequestBytes = 8 * 1024
const ocspPerMinute = 600
const stampsPerMinute = 60
const hour = 3600

export interface PkiRoutesOptions {
  pki: LocalPki
  trustProxy: boolean
  /** Stamp the time for everybody who asks, too. */
  publicTimeStamps: boolean
  /** epoch ms */
  now: () => number
}

type PkiRoute = (request: IncomingMessage, pathname: string) => Promise<Reply>

/**
 * Answers below `/pki/`: certificates and revocation lists (RFC 5280), OCSP by POST and GET (RFC 6960 appendix A), and
 * time stamps (RFC 3161 §3.4) where they are switched on. Nothing here is secret, nothing changes a state.
 */
export function pkiRoutes({ pki, trustProxy, publicTimeStamps, now }: PkiRoutesOptions): PkiRoute {
  const limits = { ocsp: new RequestLimit(ocspPerMinute), tsa: new RequestLimit(stampsPerMinute) }
  const isTooMany = (kind: keyof typeof limits, request: IncomingMessage) =>
    !limits[kind].take(clientAddress(request, trustProxy) ?? '', now())

  return async (request, pathname) => {
    const name = pathname.slice(pkiPath.length + 1)
    const isPost = request.method === 'POST'
    if (name === 'tsa') {
      if (!publicTimeStamps) return notFound()
      if (!isPost) return text(405, 'Method not allowed\n')
      if (isTooMany('tsa', request)) return text(429, 'Too many requests\n')
      return posted(request, 'application/timestamp-query', async (query) =>
        answer('application/timestamp-reply', await pki.timeStamper('international').answer(query)),
      )
    }
    if (name === 'ocsp' && isPost) {
      if (isTooMany('ocsp', request)) return text(429, 'Too many requests\n')
      return posted(request, 'application/ocsp-request', async (query) =>
        answer('application/ocsp-response', await pki.publication.answerOcsp(query)),
      )
    }
    if (isPost) return text(405, 'Method not allowed\n')
    if (name.startsWith('ocsp/')) {
      if (isTooMany('ocsp', request)) return text(429, 'Too many requests\n')
      const query = fromPath(name.slice('ocsp/'.length))
      if (!query) return text(400, 'Bad request\n')
      // A query in the address carries no nonce worth keeping: the answer may be kept (RFC 5019 §6.2).
      return answer('application/ocsp-response', await pki.publication.answerOcsp(query), hour / 6)
    }
    return file(pki, name)
  }
}

async function posted(
  request: IncomingMessage,
  contentType: string,
  reply: (body: Buffer) => Promise<Reply>,
): Promise<Reply> {
  if ((request.headers['content-type'] ?? '').split(';')[0]?.trim() !== contentType)
    return text(415, `Send ${contentType}.\n`)
  try {
    return await reply(await readBody(request, maxRequestBytes))
  } catch (e) {
    if (e instanceof BodyTooBig) return { ...text(413, 'Too big\n'), headers: { connection: 'close' } }
    throw e
  }
}

/** Base64, then percent-encoded; clients differ in what they encode. */
function fromPath(encoded: string): Buffer | null {
  if (encoded.length > 1024) return null
  try {
    const base64 = decodeURIComponent(encoded)
    return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null
  } catch {
    return null
  }
}

/** `root.crt`, `issuing.crl`, `sm-root.pem`, … */
async function file(pki: LocalPki, name: string): Promise<Reply> {
  const isPem = name.endsWith('.pem')
  const found = await pki.publication.file(isPem ? name.replace(/\.pem$/, '.crt') : name)
  if (!found) return notFound()
  if (found.kind === 'certificate')
    return isPem
      ? answer('application/x-pem-file', Buffer.from(pemOf(found.der)), 24 * hour)
      : answer('application/pkix-cert', found.der, 24 * hour)
  const reply = answer('application/pkix-crl', found.der, hour / 6)
  return {
    ...reply,
    headers: { ...reply.headers, 'last-modified': new Date(found.thisUpdate).toUTCString() },
  }
}

const pemOf = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?!$)/g, '$&\n')}\n-----END CERTIFICATE-----\n`

/** `maxAge`: seconds that caches may keep it; 0 for not at all. */
const answer = (contentType: string, body: Buffer, maxAge = 0): Reply => ({
  status: 200,
  headers: {
    'content-type': contentType,
    'cache-control': maxAge > 0 ? `public, max-age=${maxAge}, no-transform` : 'no-store',
  },
  body,
})
