import { createHash } from 'node:crypto'
import { readCertificate, signatureAlgorithmId } from './certificate'
import * as der from './der'
import { type DerNode, readDer } from './der-reader'
import type { RevocationReason, Signer } from './keys'
import { OID } from './oids'

const REASON_CODES: Record<RevocationReason, number> = {
  unspecified: 0,
  'key-compromise': 1,
  'affiliation-changed': 3,
  superseded: 4,
  cessation: 5,
}

export interface RevokedCertificate {
  /** serial number as hex of its INTEGER contents */
  serial: string
  /** epoch ms */
  at: number
  reason: RevocationReason
  /** published name of the CA that issued it; `issuing` when absent */
  by?: string
}

/** CertificateList v2 (RFC 5280 §5) signed by the CA itself. DER. */
export async function buildCrl(
  ca: Signer,
  revoked: readonly RevokedCertificate[],
  { thisUpdate, nextUpdate, number }: { thisUpdate: Date; nextUpdate: Date; number: bigint },
): Promise<Buffer> {
  const { subject, subjectKeyId } = readCertificate(ca.certificate)
  const entries = revoked.map((item) =>
    der.sequence(
      der.integer(Buffer.from(item.serial, 'hex')),
      der.time(new Date(item.at)),
      item.reason === 'unspecified' // RFC 5280 §5.3.1: then the extension is left out
        ? der.EMPTY
        : der.sequence(extension(OID.reasonCode, der.enumerated(REASON_CODES[item.reason]))),
    ),
  )
  const body = der.sequence(
    der.integer(1),
    signatureAlgorithmId(ca.algorithm),
    subject,
    der.time(thisUpdate),
    der.time(nextUpdate),
    entries.length ? der.sequence(...entries) : der.EMPTY,
    der.contextConstructed(
      0,
      der.sequence(
        subjectKeyId
          ? extension(OID.authorityKeyIdentifier, der.sequence(der.contextPrimitive(0, subjectKeyId)))
          : der.EMPTY,
        extension(OID.crlNumber, der.integer(number)),
      ),
    ),
  )
  return der.sequence(body, signatureAlgorithmId(ca.algorithm), der.bitString(await ca.sign(body)))
}

const extension = (type: string, value: Buffer): Buffer => der.sequence(der.oid(type), der.octetString(value))

export type OcspStatus = { status: 'good' } | { status: 'revoked'; at: number; reason: RevocationReason }

/** One certificate in an OCSP answer. */
export interface OcspEntry {
  /** CertID: as the client sent it, or what `ocspCertId` makes */
  certId: Buffer
  status: OcspStatus
}

/**
 * CertID of a certificate (RFC 6960 §4.1.1). SHA-1 only names the certificate here (RFC 5019 §2.1.1 asks for it);
 * nothing rests on its strength.
 */
export function ocspCertId(
  ca: Buffer,
  certificate: Buffer,
  hash: 'sha1' | 'sha256' | 'sm3' = 'sha1',
): Buffer {
  const issuer = readCertificate(ca)
  const digest = (data: Buffer) => der.octetString(createHash(hash).update(data).digest())
  return der.sequence(
    der.sequence(der.oid(OID[hash]), der.nullValue()),
    digest(issuer.subject),
    digest(readDer(issuer.publicKey).child(1).bits),
    readCertificate(certificate).serial,
  )
}

export interface OcspTimes {
  thisUpdate: Date
  nextUpdate: Date
  /** contents of the client's nonce extension, sent back as they are */
  nonce?: Buffer
}

/**
 * OCSPResponse (RFC 6960 §4.2), signed by the certificates' own issuer, so that no responder certificate needs
 * checking. DER.
 */
export async function buildOcspResponse(
  ca: Signer,
  entries: readonly OcspEntry[],
  { thisUpdate, nextUpdate, nonce }: OcspTimes,
): Promise<Buffer> {
  const keyBits = readDer(readCertificate(ca.certificate).publicKey).child(1).bits
  const singles = entries.map(({ certId, status }) =>
    der.sequence(
      certId,
      certStatus(status),
      der.generalizedTime(thisUpdate),
      der.contextConstructed(0, der.generalizedTime(nextUpdate)),
    ),
  )
  const responderByKey = der.contextConstructed(
    2,
    der.octetString(createHash('sha1').update(keyBits).digest()),
  )
  const data = der.sequence(
    responderByKey,
    der.generalizedTime(thisUpdate),
    der.sequence(...singles),
    nonce ? der.contextConstructed(1, der.sequence(extension(OID.ocspNonce, nonce))) : der.EMPTY,
  )
  const basic = der.sequence(data, signatureAlgorithmId(ca.algorithm), der.bitString(await ca.sign(data)))
  return der.sequence(
    der.enumerated(0),
    der.contextConstructed(0, der.sequence(der.oid(OID.ocspBasic), der.octetString(basic))),
  )
}

/** An OCSP answer that only says why there is none (RFC 6960 §4.2.1). */
export const ocspFailure = (why: 'malformed' | 'unauthorized'): Buffer =>
  der.sequence(der.enumerated(why === 'malformed' ? 1 : 6))

function certStatus(status: OcspStatus): Buffer {
  if (status.status === 'good') return der.contextPrimitive(0, der.EMPTY)
  const reason =
    status.reason === 'unspecified'
      ? der.EMPTY
      : der.contextConstructed(0, der.enumerated(REASON_CODES[status.reason]))
  return der.contextConstructed(1, der.generalizedTime(new Date(status.at)), reason)
}

export interface OcspQuery {
  /** CertIDs as sent */
  certIds: readonly DerNode[]
  /** contents of the nonce extension */
  nonce: Buffer | undefined
}

const MAX_OCSP_CERTIFICATES = 20

/** Reads an OCSPRequest (RFC 6960 §4.1). Errors: DerError, RangeError for too many certificates or an overlong nonce. */
export function readOcspRequest(bytes: Buffer): OcspQuery {
  const request = readDer(bytes, { depth: 12, nodes: 1000 })
  if (request.end !== bytes.length) throw new RangeError('bytes after the request')
  const fields = request.expect(0x30).child(0).children
  const certIds = (fields.find((field) => field.is(0x30))?.children ?? []).map((item) => item.child(0))
  if (certIds.length === 0 || certIds.length > MAX_OCSP_CERTIFICATES)
    throw new RangeError('number of certificates')
  const extensions = fields.find((field) => field.is(0xa2))?.child(0).children ?? []
  const found = extensions.find((item) => item.child(0).oid === OID.ocspNonce)
  const nonce = found?.children[found.children.length - 1]?.octets
  if (nonce && nonce.length > 130) throw new RangeError('nonce') // RFC 9654: up to 128 octets
  return { certIds, nonce }
}
