import { randomBytes } from 'node:crypto'
import { chainToRoot } from '#platform/adapters/pki-external/certificate-chain'
import { basicAuth, exchange } from '#platform/adapters/pki-external/http-exchange'
import { ProviderFailure } from '#platform/kernel/ports'
import { checkTimeStamp } from '#platform/pdf/verify/time-stamp'
import type { TimeStamper } from '#platform/pki/keys'
import {
  decodeTimeStampResponse,
  encodeTimeStampRequest,
  TimeStampError,
  type TimeStampQuery,
} from '#platform/pki/tsp'

export interface TimeStampService {
  url: URL
  user?: string
  password?: string
  /** policy asked for and demanded, dotted OID */
  policy?: string
  /** the service's certificate must lead to one of these, DER */
  roots: readonly Buffer[]
  /** epoch ms */
  now: () => number
  /** ms until an unanswered request is a failure */
  timeout?: number
}

const maxAnswerBytes = 64 * 1024
/** What is reserved in a file until the size of this service's tokens is known. */
const UNKNOWN_TOKEN_BYTES = 16 * 1024
/** Tokens of one service differ by some bytes: serial, fraction of the second, ECDSA values. */
const SPARE_BYTES = 256

/**
 * An outside time-stamp authority over HTTP (RFC 3161 §3.4). A token is taken only when it answers this very request,
 * its signature holds, and its certificate is one for time stamping below a configured root.
 */
export class HttpTimeStamper implements TimeStamper {
  private largest = 0
  private chain: readonly Buffer[] = []

  constructor(private readonly service: TimeStampService) {}

  get maxTokenBytes(): number {
    return this.largest === 0 ? UNKNOWN_TOKEN_BYTES : this.largest + SPARE_BYTES
  }

  /** Certificates of the service from its own up to the root, DER; empty before the first stamp. */
  get certificates(): readonly Buffer[] {
    return this.chain
  }

  /** Takes a token and drops it: learns size and chain, and shows whether the service works. @throws ProviderFailure */
  async learn(): Promise<void> {
    await this.stamp(randomBytes(32))
  }

  /** @throws ProviderFailure: no answer, a refusal by name, or a token that cannot be trusted */
  async stamp(digest: Buffer): Promise<Buffer> {
    const { policy } = this.service
    const query: TimeStampQuery = { digest, nonce: randomBytes(8), ...(policy ? { policy } : {}) }
    const token = accepted(await this.send(encodeTimeStampRequest(query)), query)
    this.check(token, digest)
    this.largest = Math.max(this.largest, token.length)
    return token
  }

  private async send(body: Buffer): Promise<Buffer> {
    const { url, user, password, timeout = 10_000 } = this.service
    const answer = await exchange({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/timestamp-query',
        accept: 'application/timestamp-reply',
        ...(user === undefined ? {} : { authorization: basicAuth(user, password ?? '') }),
      },
      body,
      timeout,
      maxBytes: maxAnswerBytes,
    })
    if (answer.status !== 200) throw new ProviderFailure(`TimeStampHttp${answer.status}`)
    if (!answer.headers['content-type']?.startsWith('application/timestamp-reply'))
      throw new ProviderFailure('TimeStampNoReply')
    return answer.body
  }

  private check(token: Buffer, digest: Buffer): void {
    const content = { digest: () => digest, parts: () => [] }
    const { answer, authority, certificate, certificates, time } = checkTimeStamp(token, content)
    if (answer !== 'ok' || !certificate || time === null) throw new ProviderFailure('TimeStampBroken')
    const pool = certificates.map((one) => one.raw)
    const { roots, now } = this.service
    const chain = authority ? chainToRoot(certificate.raw, pool, roots, now()) : null
    if (!chain) throw new ProviderFailure('TimeStampUntrusted')
    this.chain = chain
  }
}

function accepted(response: Buffer, query: TimeStampQuery): Buffer {
  try {
    return decodeTimeStampResponse(response, query)
  } catch (e) {
    if (e instanceof TimeStampError) throw new ProviderFailure(`TimeStampNotAccepted: ${e.message}`)
    throw e
  }
}
