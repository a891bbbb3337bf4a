import { randomBytes } from 'node:crypto'
import { assembleSignedData, signedAttributes } from './cms'
import * as der from './der'
import { DerError, type DerNode, readDer } from './der-reader'
import { digestBytes } from './digest'
import { type DigestAlgorithm, digestOf, type Signer, type TimeStamper } from './keys'
import { OID } from './oids'

/** Time-stamping policy of the built-in authority (UUID-derived arc). */
export const TSA_POLICY = '2.25.141060175345260737366648360441415853115'

export interface TimeStampQuery {
  digest: Buffer
  /** algorithm of the digest; SHA-256 when absent */
  algorithm?: DigestAlgorithm
  /** unsigned number */
  nonce?: Buffer
  /** policy asked for, dotted */
  policy?: string
}

/** TimeStampReq (RFC 3161 §2.4.1), asking for the certificate. DER. */
export function encodeTimeStampRequest({ digest, algorithm, nonce, policy }: TimeStampQuery): Buffer {
  return der.sequence(
    der.integer(1),
    messageImprint(algorithm ?? 'sha256', digest),
    policy ? der.oid(policy) : der.EMPTY,
    nonce ? der.integer(nonce) : der.EMPTY,
    der.boolean(true),
  )
}

const messageImprint = (algorithm: DigestAlgorithm, digest: Buffer): Buffer =>
  der.sequence(der.sequence(der.oid(OID[algorithm]), der.nullValue()), der.octetString(digest))

/** Names of PKIFailureInfo bits (RFC 3161 §2.4.2). */
const FAILURES: Record<number, string> = {
  0: 'badAlg',
  2: 'badRequest',
  5: 'badDataFormat',
  14: 'timeNotAvailable',
  15: 'unacceptedPolicy',
  16: 'unacceptedExtension',
  17: 'addInfoNotAvailable',
  25: 'systemFailure',
}

/** Why a time-stamp answer was not accepted. */
export class TimeStampError extends Error {
  override name = 'TimeStampError'
  constructor(
    readonly reason: 'rejected' | 'other-digest' | 'other-nonce' | 'other-policy' | 'malformed',
    detail: string,
  ) {
    super(`time stamp ${reason}: ${detail}`)
  }
}

/**
 * Takes the token out of a TimeStampResp after checking status, imprint, nonce and policy against the query. Says
 * nothing about the token's signature. Error: TimeStampError.
 */
export function decodeTimeStampResponse(response: Buffer, query: TimeStampQuery): Buffer {
  try {
    const root = readDer(response)
    const status = root.child(0).child(0).integer
    if (status !== 0n && status !== 1n) throw rejectedWith(status, root.child(0))
    const token = root.child(1).raw
    const info = readTstInfo(token)
    if (info.algorithm !== OID[query.algorithm ?? 'sha256'] || !info.digest.equals(query.digest))
      throw new TimeStampError('other-digest', 'token is over another digest')
    if (query.nonce && info.nonce !== readDer(der.integer(query.nonce)).integer)
      throw new TimeStampError('other-nonce', 'token answers another request')
    if (query.policy && info.policy !== query.policy) throw new TimeStampError('other-policy', info.policy)
    return token
  } catch (error) {
    if (error instanceof DerError) throw new TimeStampError('malformed', error.message)
    throw error
  }
}

function rejectedWith(status: bigint, info: DerNode): TimeStampError {
  const bits = info.find(0x03)?.bits ?? Buffer.alloc(0)
  const names = Object.entries(FAILURES)
    .filter(([bit]) => (bits[Number(bit) >> 3] ?? 0) & (0x80 >> (Number(bit) & 7)))
    .map(([, name]) => name)
  return new TimeStampError('rejected', `status ${status}${names.length ? ` (${names.join(', ')})` : ''}`)
}

export interface TstInfo {
  /** dotted OID of the digest's algorithm */
  algorithm: string
  digest: Buffer
  time: Date
  serial: bigint
  policy: string
  nonce: bigint | null
}

/** Reads the TSTInfo of a token (RFC 3161 §2.4.2); says nothing about its signature. */
export function readTstInfo(token: Buffer): TstInfo {
  const content = readDer(token).child(1).child(0).child(2)
  if (content.child(0).oid !== OID.tstInfo) throw new TimeStampError('malformed', 'not a time-stamp token')
  const info = readDer(content.child(1).child(0).octets)
  return {
    policy: info.child(1).oid,
    algorithm: info.child(2).child(0).child(0).oid,
    digest: info.child(2).child(1).octets,
    serial: info.child(3).integer,
    time: info.child(4).date,
    nonce: info.children.slice(5).find((item) => item.is(0x02))?.integer ?? null,
  }
}

export interface TimeStampAuthorityOptions {
  /** the authority's key; its certificate must carry the critical time-stamping usage */
  signer: Signer
  /** epoch ms */
  now: () => number
}

/** Digests that a request may bring, with their sizes in bytes. */
const IMPRINTS: Record<string, number> = {
  [OID.sha256]: 32,
  [OID.sha384]: 48,
  [OID.sha512]: 64,
  [OID.sm3]: 32,
}

interface Wanted {
  /** MessageImprint, DER */
  imprint: Buffer
  /** INTEGER element, or nothing */
  nonce: Buffer
  withoutCertificates: boolean
}

/** The built-in time-stamp authority. It hashes with the digest of its key's suite. */
export class TimeStampAuthority implements TimeStamper {
  readonly maxTokenBytes: number
  readonly digest: DigestAlgorithm
  private readonly signer: Signer
  private readonly now: () => number

  constructor({ signer, now }: TimeStampAuthorityOptions) {
    this.signer = signer
    this.now = now
    this.digest = digestOf(signer.algorithm)
    const largest = this.parts(this.wanted(Buffer.alloc(32), Buffer.alloc(20, 0x7f)))
    this.maxTokenBytes = assembleSignedData({ ...largest, signature: Buffer.alloc(528) }).length + 16
  }

  async stamp(digest: Buffer): Promise<Buffer> {
    if (digest.length !== 32) throw new TimeStampError('malformed', 'the digest must have 32 bytes')
    return this.token(this.wanted(digest, der.EMPTY))
  }

  private wanted(digest: Buffer, nonce: Buffer): Wanted {
    return { imprint: messageImprint(this.digest, digest), nonce, withoutCertificates: false }
  }

  /** Answers a DER TimeStampReq with a DER TimeStampResp, as over HTTP (RFC 3161 §3.4). */
  async answer(request: Buffer): Promise<Buffer> {
    let wanted: Wanted
    try {
      const root = readDer(request, { depth: 8, nodes: 200 })
      const [version, imprint, ...rest] = root.expect(0x30).children
      if (!imprint || version?.integer !== 1n || root.end !== request.length)
        return rejection('badDataFormat')
      const size = IMPRINTS[imprint.child(0).child(0).oid]
      if (size === undefined) return rejection('badAlg')
      if (imprint.child(1).octets.length !== size) return rejection('badDataFormat')
      const policy = rest.find((item) => item.is(0x06))
      if (policy && policy.oid !== TSA_POLICY) return rejection('unacceptedPolicy')
      if (rest.some((item) => item.is(0xa0))) return rejection('unacceptedExtension')
      const nonce = rest.find((item) => item.is(0x02))?.raw ?? der.EMPTY
      if (nonce.length > 40) return rejection('badRequest')
      const certReq = rest.find((item) => item.is(0x01))?.boolean ?? false
      wanted = { imprint: imprint.raw, nonce, withoutCertificates: !certReq }
    } catch {
      return rejection('badDataFormat')
    }
    return der.sequence(der.sequence(der.integer(0)), await this.token(wanted))
  }

  private async token(wanted: Wanted): Promise<Buffer> {
    const parts = this.parts(wanted)
    const signature = await this.signer.sign(parts.attributes)
    return assembleSignedData({ ...parts, signature })
  }

  private parts({ imprint, nonce, withoutCertificates }: Wanted) {
    const serial = randomBytes(16)
    serial[0] = ((serial[0] as number) & 0x7f) | 0x40
    const accuracyOneSecond = der.sequence(der.integer(1))
    const content = der.sequence(
      der.integer(1),
      der.oid(TSA_POLICY),
      imprint,
      der.integer(serial),
      der.generalizedTime(new Date(this.now())),
      accuracyOneSecond,
      nonce,
    )
    const { certificate, chain, algorithm } = this.signer
    const contentDigest = digestBytes(this.digest, content)
    const attributes = signedAttributes(contentDigest, certificate, OID.tstInfo, this.digest)
    return {
      contentType: OID.tstInfo,
      content,
      certificate,
      chain,
      algorithm,
      attributes,
      withoutCertificates,
    }
  }
}

/** PKIStatus rejection with a PKIFailureInfo bit, as a named BIT STRING without trailing zeros (X.690 §11.2.2). */
function rejection(name: string): Buffer {
  const bit = Number(Object.entries(FAILURES).find(([, known]) => known === name)?.[0] ?? 2)
  const bits = Buffer.alloc((bit >> 3) + 1)
  bits[bit >> 3] = 0x80 >> (bit & 7)
  return der.sequence(der.sequence(der.integer(2), der.bitString(bits, 7 - (bit & 7))))
}
