import { createHash, randomBytes } from 'node:crypto'
import * as der from './der'
import { type DerNode, readDer } from './der-reader'
import type { SignatureAlgorithm } from './keys'
import { OID } from './oids'

/**
 * Who a certificate names. There is deliberately no place for an ID number, a phone or an e-mail address: a
 * certificate is copied into every file its holder signs.
 */
export interface CertificateSubject {
  commonName: string
  organization?: string
  organizationalUnit?: string
  /** ISO 3166 alpha-2; CN when absent */
  country?: string
}

/** What a certificate may be used for; decides key usage and extended key usage. */
export type CertificateProfile =
  { use: 'ca'; pathLength?: number } | { use: 'document' } | { use: 'time-stamping' }

/** Ties a one-shot certificate to the act it was made for; `digest` is the SHA-256 of the file signed. */
export interface CertificateBinding {
  contractId: string
  digest: Buffer
}

export interface CertificateRequest {
  subject: CertificateSubject
  /** SubjectPublicKeyInfo, DER */
  publicKey: Buffer
  notBefore: Date
  notAfter: Date
  profile: CertificateProfile
  binding?: CertificateBinding
  /** where relying parties fetch revocation data and the issuer; left out when the installation publishes none */
  published?: PublishedAt
}

/** Addresses that a certificate names: CRL distribution point and authority information access (RFC 5280 §4.2). */
export interface PublishedAt {
  crlUrl?: string
  ocspUrl?: string
  issuerUrl?: string
}

/** Who signs a certificate. For a self-signed one `certificate` is null and the request's own subject is used. */
export interface Issuer {
  certificate: Buffer | null
  algorithm: SignatureAlgorithm
  sign(data: Buffer): Promise<Buffer>
}

/** Private extension of this project (UUID-derived arc, ITU-T X.667): SEQUENCE { contract UTF8String, digest OCTET STRING }. */
export const BINDING_EXTENSION = '2.25.239110677941308456052167204699959295071'

/** AlgorithmIdentifier of a signature: RSA carries NULL parameters, ECDSA and SM2 none (RFC 5758 §3.2, GM/T 0015). */
export function signatureAlgorithmId(algorithm: SignatureAlgorithm): Buffer {
  switch (algorithm) {
    case 'rsa-sha256':
      return der.sequence(der.oid(OID.sha256WithRsa), der.nullValue())
    case 'ecdsa-sha256':
      return der.sequence(der.oid(OID.ecdsaWithSha256))
    case 'sm2-sm3':
      return der.sequence(der.oid(OID.sm2Sign))
  }
}

/** Issues an X.509 v3 certificate (RFC 5280) with a random 127-bit serial number. Returns DER. */
export async function issueCertificate(request: CertificateRequest, issuer: Issuer): Promise<Buffer> {
  const serial = randomBytes(16)
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40
  const subject = distinguishedName(request.subject)
  const parent = issuer.certificate ? readCertificate(issuer.certificate) : null
  const body = der.sequence(
    der.contextConstructed(0, der.integer(2)),
    der.integer(serial),
    signatureAlgorithmId(issuer.algorithm),
    parent ? parent.subject : subject,
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    subject,
    request.publicKey,
    der.contextConstructed(3, der.sequence(...extensions(request, parent))),
  )
  const signature = await issuer.sign(body)
  return der.sequence(body, signatureAlgorithmId(issuer.algorithm), der.bitString(signature))
}

/** Chinese names are UTF8String (RFC 5280 §4.1.2.4); the country is PrintableString as X.520 wants it. */
export function distinguishedName(subject: CertificateSubject): Buffer {
  const part = (type: string, value: Buffer) => der.set(der.sequence(der.oid(type), value))
  const rdns = [part(OID.country, der.printableString(subject.country ?? 'CN'))]
  if (subject.organization) rdns.push(part(OID.organization, der.utf8String(subject.organization)))
  if (subject.organizationalUnit)
    rdns.push(part(OID.organizationalUnit, der.utf8String(subject.organizationalUnit)))
  rdns.push(part(OID.commonName, der.utf8String(subject.commonName)))
  return der.sequence(...rdns)
}

function extensions(request: CertificateRequest, parent: CertificateInfo | null): Buffer[] {
  const ownKeyId = keyIdentifier(request.publicKey)
  const list = [extension(OID.subjectKeyIdentifier, false, der.octetString(ownKeyId))]
  const parentKeyId = parent ? (parent.subjectKeyId ?? keyIdentifier(parent.publicKey)) : ownKeyId
  list.push(extension(OID.authorityKeyIdentifier, false, der.sequence(der.contextPrimitive(0, parentKeyId))))
  list.push(...profileExtensions(request.profile))
  if (request.binding) {
    const { contractId, digest } = request.binding
    list.push(
      extension(BINDING_EXTENSION, false, der.sequence(der.utf8String(contractId), der.octetString(digest))),
    )
  }
  list.push(...publicationExtensions(request.published ?? {}))
  return list
}

function publicationExtensions({ crlUrl, ocspUrl, issuerUrl }: PublishedAt): Buffer[] {
  const uri = (url: string) => der.contextPrimitive(6, Buffer.from(url, 'latin1'))
  const access = (method: string, url: string | undefined) =>
    url ? der.sequence(der.oid(method), uri(url)) : der.EMPTY
  const list: Buffer[] = []
  if (crlUrl) {
    const fullName = der.contextConstructed(0, der.contextConstructed(0, uri(crlUrl)))
    list.push(extension(OID.crlDistributionPoints, false, der.sequence(der.sequence(fullName))))
  }
  if (ocspUrl || issuerUrl) {
    const methods = der.sequence(access(OID.ocsp, ocspUrl), access(OID.caIssuers, issuerUrl))
    list.push(extension(OID.authorityInfoAccess, false, methods))
  }
  return list
}

function profileExtensions(profile: CertificateProfile): Buffer[] {
  switch (profile.use) {
    case 'ca': {
      const path = profile.pathLength === undefined ? [] : [der.integer(profile.pathLength)]
      return [
        extension(OID.basicConstraints, true, der.sequence(der.boolean(true), ...path)),
        extension(OID.keyUsage, true, der.bitString(Buffer.from([0b0000_0110]), 1)), // keyCertSign, cRLSign
      ]
    }
    case 'time-stamping':
      return [
        extension(OID.basicConstraints, true, der.sequence()),
        extension(OID.keyUsage, true, der.bitString(Buffer.from([0b1000_0000]), 7)), // digitalSignature
        extension(OID.extendedKeyUsage, true, der.sequence(der.oid(OID.timeStamping))), // RFC 3161 §2.3: alone, critical
      ]
    case 'document':
      return [
        extension(OID.basicConstraints, true, der.sequence()),
        extension(OID.keyUsage, true, der.bitString(Buffer.from([0b1100_0000]), 6)), // + contentCommitment
        // Document signing (RFC 9336); e-mail protection because many validators know nothing newer.
        extension(
          OID.extendedKeyUsage,
          false,
          der.sequence(der.oid(OID.documentSigning), der.oid(OID.emailProtection)),
        ),
      ]
  }
}

const extension = (type: string, critical: boolean, value: Buffer): Buffer =>
  der.sequence(der.oid(type), critical ? der.boolean(true) : der.EMPTY, der.octetString(value))

/** SHA-1 of the public key bits: method 1 of RFC 5280 §4.2.1.2, an identifier and no security feature. */
function keyIdentifier(publicKey: Buffer): Buffer {
  return createHash('sha1').update(readDer(publicKey).child(1).bits).digest()
}

/** The parts of a certificate that signing needs, as raw DER where they are copied on. */
export interface CertificateInfo {
  /** INTEGER element */
  serial: Buffer
  issuer: Buffer
  subject: Buffer
  publicKey: Buffer
  notBefore: Date
  notAfter: Date
  subjectKeyId: Buffer | null
  /** contents of the extension's OCTET STRING */
  extension(type: string): DerNode | null
}

/** One signature reads its certificate several times. */
const read = new WeakMap<Buffer, CertificateInfo>()

/** Error: DerError when it is no certificate. */
export function readCertificate(certificate: Buffer): CertificateInfo {
  const known = read.get(certificate)
  if (known) return known
  const info = parseCertificate(certificate)
  read.set(certificate, info)
  return info
}

function parseCertificate(certificate: Buffer): CertificateInfo {
  const body = readDer(certificate).child(0)
  const at = body.child(0).is(0xa0) ? 1 : 0
  const validity = body.child(at + 3)
  const extensionList = body.find(0xa3)?.child(0).children ?? []
  const find = (type: string): DerNode | null => {
    const found = extensionList.find((item) => item.child(0).oid === type)
    const value = found?.children[found.children.length - 1]
    return value ? readDer(value.octets) : null
  }
  return {
    serial: body.child(at).raw,
    issuer: body.child(at + 2).raw,
    subject: body.child(at + 4).raw,
    publicKey: body.child(at + 5).raw,
    notBefore: validity.child(0).date,
    notAfter: validity.child(1).date,
    subjectKeyId: find(OID.subjectKeyIdentifier)?.octets ?? null,
    extension: find,
  }
}

/** An upper bound for the size of a signature made with this certificate's key. */
export function maxSignatureBytes(certificate: Buffer): number {
  // RSA: the modulus is inside the key bits. ECDSA: r and s are half the point each, plus a few octets of DER.
  return readDer(readCertificate(certificate).publicKey).child(1).bits.length + 16
}
