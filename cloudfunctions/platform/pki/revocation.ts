import { createHash } from 'node:crypto'
import { readCertificate, signatureAlgorithmId } from './certificate'
import * as der from './der'
import { readDer } from './der-reader'
import type { Signer } from './keys'
import { OID } from './oids'

/** Reasons of RFC 5280 §5.3.1 that this system uses. */
export type RevocationReason =
  'unspecified' | 'key-compromise' | 'affiliation-changed' | 'superseded' | 'cessation'
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

/**
 * OCSPResponse (RFC 6960 §4.2) for one certificate, signed by its own issuer, so that no responder certificate needs
 * checking. DER.
 */
export async function buildOcspResponse(
  ca: Signer,
  certificate: Buffer,
  status: OcspStatus,
  { thisUpdate, nextUpdate, nonce }: { thisUpdate: Date; nextUpdate: Date; nonce?: Buffer },
): Promise<Buffer> {
  const issuer = readCertificate(ca.certificate)
  const keyBits = readDer(issuer.publicKey).child(1).bits
  const sha1 = (data: Buffer) => der.octetString(createHash('sha1').update(data).digest())
  // SHA-1 names the certificate here (RFC 5019 §2.1.1 asks for it); nothing rests on its strength.
  const certId = der.sequence(
    der.sequence(der.oid(OID.sha1), der.nullValue()),
    sha1(issuer.subject),
    sha1(keyBits),
    readCertificate(certificate).serial,
  )
  const single = der.sequence(
    certId,
    certStatus(status),
    der.generalizedTime(thisUpdate),
    der.contextConstructed(0, der.generalizedTime(nextUpdate)),
  )
  const responderByKey = der.contextConstructed(2, sha1(keyBits))
  const data = der.sequence(
    responderByKey,
    der.generalizedTime(thisUpdate),
    der.sequence(single),
    nonce
      ? der.contextConstructed(1, der.sequence(extension(OID.ocspNonce, der.octetString(nonce))))
      : der.EMPTY,
  )
  const basic = der.sequence(data, signatureAlgorithmId(ca.algorithm), der.bitString(await ca.sign(data)))
  return der.sequence(
    der.enumerated(0),
    der.contextConstructed(0, der.sequence(der.oid(OID.ocspBasic), der.octetString(basic))),
  )
}

function certStatus(status: OcspStatus): Buffer {
  if (status.status === 'good') return der.contextPrimitive(0, der.EMPTY)
  const reason = der.contextConstructed(0, der.enumerated(REASON_CODES[status.reason]))
  return der.contextConstructed(1, der.generalizedTime(new Date(status.at)), reason)
}
