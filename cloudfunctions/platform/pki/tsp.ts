import { createHash, randomBytes } from 'node:crypto'
import { assembleSignedData, signedAttributes } from './cms'
import * as der from './der'
import { type DerNode, readDer } from './der-reader'
import type { Signer, TimeStamper } from './keys'
import { OID } from './oids'

/** Time-stamping policy of the built-in authority (UUID-derived arc). */
export const TSA_POLICY = '2.25.141060175345260737366648360441415853115'

/** TimeStampReq for a SHA-256 digest (RFC 3161 §2.4.1), asking for the certificate. DER. */
export function encodeTimeStampRequest(digest: Buffer, nonce?: Buffer): Buffer {
  return der.sequence(
    der.integer(1),
    messageImprint(digest),
    nonce ? der.integer(nonce) : der.EMPTY,
    der.boolean(true),
  )
}

const messageImprint = (digest: Buffer): Buffer =>
  der.sequence(der.sequence(der.oid(OID.sha256), der.nullValue()), der.octetString(digest))

/** Why a time-stamp answer was not accepted. */
export class TimeStampError extends Error {
  override name = 'TimeStampError'
}

/** Takes the token out of a TimeStampResp after checking status, imprint and nonce. Error: TimeStampError, DerError. */
export function decodeTimeStampResponse(response: Buffer, digest: Buffer, nonce?: Buffer): Buffer {
  const root = readDer(response)
  const status = root.child(0).child(0).integer
  if (status !== 0n && status !== 1n) throw new TimeStampError(`authority answered with status ${status}`)
  const token = root.child(1).raw
  const info = readTstInfo(token)
  if (!info.digest.equals(digest)) throw new TimeStampError('token is over another digest')
  if (nonce && info.nonce !== readDer(der.integer(nonce)).integer) throw new TimeStampError('nonce differs')
  return token
}

export interface TstInfo {
  digest: Buffer
  time: Date
  serial: bigint
  policy: string
  nonce: bigint | null
}

/** Reads the TSTInfo of a token (RFC 3161 §2.4.2); says nothing about its signature. */
export function readTstInfo(token: Buffer): TstInfo {
  const content = readDer(token).child(1).child(0).child(2)
  if (content.child(0).oid !== OID.tstInfo) throw new TimeStampError('not a time-stamp token')
  const info = readDer(content.child(1).child(0).octets)
  return {
    policy: info.child(1).oid,
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

/** The built-in time-stamp authority. */
export class TimeStampAuthority implements TimeStamper {
  readonly maxTokenBytes: number
  private readonly signer: Signer
  private readonly now: () => number

  constructor({ signer, now }: TimeStampAuthorityOptions) {
    this.signer = signer
    this.now = now
    const parts = this.parts(Buffer.alloc(32), Buffer.alloc(20, 0x7f))
    this.maxTokenBytes = assembleSignedData({ ...parts, signature: Buffer.alloc(528) }).length + 16
  }

  async stamp(digest: Buffer): Promise<Buffer> {
    return this.token(digest)
  }

  /** Answers a DER TimeStampReq with a DER TimeStampResp, as over HTTP (RFC 3161 §3.4). */
  async answer(request: Buffer): Promise<Buffer> {
    let imprint: DerNode
    let nonce: DerNode | undefined
    try {
      const root = readDer(request)
      imprint = root.child(1)
      nonce = root.children.slice(2).find((item) => item.is(0x02))
      if (imprint.child(0).child(0).oid !== OID.sha256) return rejection(0) // badAlg
      if (imprint.child(1).octets.length !== 32) return rejection(5) // badDataFormat
    } catch {
      return rejection(5)
    }
    const token = await this.token(imprint.child(1).octets, nonce?.raw)
    return der.sequence(der.sequence(der.integer(0)), token)
  }

  private async token(digest: Buffer, nonce: Buffer = der.EMPTY): Promise<Buffer> {
    if (digest.length !== 32) throw new TimeStampError('a SHA-256 digest has 32 bytes')
    const parts = this.parts(digest, nonce)
    const signature = await this.signer.sign(parts.attributes)
    return assembleSignedData({ ...parts, signature })
  }

  private parts(digest: Buffer, nonce: Buffer) {
    const serial = randomBytes(16)
    serial[0] = ((serial[0] as number) & 0x7f) | 0x40
    const accuracyOneSecond = der.sequence(der.integer(1))
    const content = der.sequence(
      der.integer(1),
      der.oid(TSA_POLICY),
      messageImprint(digest),
      der.integer(serial),
      der.generalizedTime(new Date(this.now())),
      accuracyOneSecond,
      nonce,
    )
    const { certificate, chain, algorithm } = this.signer
    const contentDigest = createHash('sha256').update(content).digest()
    const attributes = signedAttributes(contentDigest, certificate, OID.tstInfo)
    return { contentType: OID.tstInfo, content, certificate, chain, algorithm, attributes }
  }
}

/** PKIStatus rejection with a PKIFailureInfo bit. */
function rejection(bit: number): Buffer {
  const bits = Buffer.from([0x80 >> bit])
  return der.sequence(der.sequence(der.integer(2), der.bitString(bits, 7 - bit)))
}

/** An outside authority over HTTP (RFC 3161 §3.4). `send` posts the request bytes and gives the answer's bytes. */
export function remoteTimeStamper(send: (request: Buffer) => Promise<Buffer>): TimeStamper {
  return {
    async stamp(digest) {
      const nonce = randomBytes(8)
      return decodeTimeStampResponse(await send(encodeTimeStampRequest(digest, nonce)), digest, nonce)
    },
  }
}
