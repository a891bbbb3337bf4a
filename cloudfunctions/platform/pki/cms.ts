import { maxSignatureBytes, readCertificate, signatureAlgorithmId } from './certificate'
import * as der from './der'
import { digestBytes, digestId } from './digest'
import {
  type DigestAlgorithm,
  digestOf,
  type SignatureAlgorithm,
  type Signer,
  type TimeStamper,
} from './keys'
import { OID } from './oids'

const attribute = (type: string, value: Buffer): Buffer => der.sequence(der.oid(type), der.set(value))

/**
 * The signed attributes as the SET that is signed (RFC 5652 §5.4): content type, message digest and the ESS
 * signing-certificate-v2 that ties the signature to one certificate (RFC 5035). There is no signing-time: PAdES keeps
 * the claimed time in /M (EN 319 142-1 §6.3).
 */
export function signedAttributes(
  digest: Buffer,
  certificate: Buffer,
  contentType: string = OID.data,
  algorithm: DigestAlgorithm = 'sha256',
): Buffer {
  const { issuer, serial } = readCertificate(certificate)
  const issuerSerial = der.sequence(der.sequence(der.contextConstructed(4, issuer)), serial)
  const certId = der.sequence(
    algorithm === 'sha256' ? der.EMPTY : digestId(algorithm), // the default is left out
    der.octetString(digestBytes(algorithm, certificate)),
    issuerSerial,
  )
  return der.setOf([
    attribute(OID.contentType, der.oid(contentType)),
    attribute(OID.messageDigest, der.octetString(digest)),
    attribute(OID.signingCertificateV2, der.sequence(der.sequence(certId))),
  ])
}

export interface SignedDataParts {
  contentType?: string
  /** present for time-stamp tokens; a PDF signature is detached */
  content?: Buffer
  /** the signer's, named in the signer info */
  certificate: Buffer
  chain: readonly Buffer[]
  /** leaves all certificates out: a time-stamp request may ask for that */
  withoutCertificates?: boolean
  algorithm: SignatureAlgorithm
  /** what `signedAttributes` gave */
  attributes: Buffer
  signature: Buffer
  /** RFC 3161 token over the signature value, for level B-T */
  timeStamp?: Buffer
}

/** A ContentInfo with SignedData of one signer (RFC 5652 §5), DER. */
export function assembleSignedData(parts: SignedDataParts): Buffer {
  const contentType = parts.contentType ?? OID.data
  const digestAlgorithm = digestId(digestOf(parts.algorithm))
  const { issuer, serial } = readCertificate(parts.certificate)
  const signerInfo = der.sequence(
    der.integer(1),
    der.sequence(issuer, serial),
    digestAlgorithm,
    der.retag(0xa0, parts.attributes),
    signatureAlgorithmId(parts.algorithm),
    der.octetString(parts.signature),
    parts.timeStamp
      ? der.contextConstructed(1, attribute(OID.signatureTimeStamp, parts.timeStamp))
      : der.EMPTY,
  )
  const content = parts.content ? der.contextConstructed(0, der.octetString(parts.content)) : der.EMPTY
  return der.sequence(
    der.oid(OID.signedData),
    der.contextConstructed(
      0,
      der.sequence(
        der.integer(contentType === OID.data ? 1 : 3),
        der.set(digestAlgorithm),
        der.sequence(der.oid(contentType), content),
        parts.withoutCertificates
          ? der.EMPTY
          : der.contextConstructed(0, ...certificateSet(parts.certificate, parts.chain)),
        der.set(signerInfo),
      ),
    ),
  )
}

/** CertificateSet is a SET OF: sorted, without doubles. */
function certificateSet(certificate: Buffer, chain: readonly Buffer[]): Buffer[] {
  const sorted = [certificate, ...chain].sort((a, b) => Buffer.compare(a, b))
  return sorted.filter((item, i) => !sorted[i - 1]?.equals(item))
}

/**
 * CAdES detached signature (ETSI EN 319 122-1), B-B or, with a time stamper, B-T. DER.
 * @param digest of the content, made with the digest of the signer's algorithm (`digestOf`)
 */
export async function cadesDetached(
  digest: Buffer,
  signer: Signer,
  timeStamper?: TimeStamper,
): Promise<Buffer> {
  const attributes = signedAttributes(digest, signer.certificate, OID.data, digestOf(signer.algorithm))
  const signature = await signer.sign(attributes)
  const timeStamp = await timeStamper?.stamp(digestBytes(timeStamper.digest ?? 'sha256', signature))
  const { certificate, chain, algorithm } = signer
  return assembleSignedData({ certificate, chain, algorithm, attributes, signature, timeStamp })
}

/** Upper bound of what `cadesDetached` will give: known before anything is signed, so that space can be reserved. */
export function cadesSizeBound(
  signer: Pick<Signer, 'certificate' | 'chain' | 'algorithm'>,
  tokenBytes: number,
): number {
  const { certificate, chain, algorithm } = signer
  const attributes = signedAttributes(Buffer.alloc(32), certificate, OID.data, digestOf(algorithm))
  const signature = Buffer.alloc(maxSignatureBytes(certificate))
  return assembleSignedData({ certificate, chain, algorithm, attributes, signature }).length + tokenBytes + 64
}
