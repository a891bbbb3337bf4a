import { derHeader } from '../../pki/der'
import { DerError, readDer, type DerNode } from '../../pki/der-reader'
import { OID } from '../../pki/oids'
import { checkSignature, digestOf } from './algorithms'
import { Certificate } from './certificate'
import { newHash } from './new-hash'

/** One SignerInfo (RFC 5652 §5.3). */
export interface SignerInfo {
  issuerAndSerial: { issuer: Buffer; serial: Buffer } | null
  keyId: Buffer | null
  digestOid: string
  /** node's name of it; null when it is not known */
  digest: string | null
  signedAttributes: DerNode | null
  attributes: Map<string, DerNode>
  unsignedAttributes: Map<string, DerNode>
  signatureAlgorithm: DerNode
  signature: Buffer
}

export interface SignedData {
  contentType: string
  /** null when detached */
  content: Buffer | null
  certificates: Certificate[]
  crls: Buffer[]
  signers: SignerInfo[]
  /** length of the CMS inside the bytes it was read from */
  length: number
}

/** Reads a CMS SignedData in BER or DER. Errors: DerError. */
export function readSignedData(bytes: Buffer): SignedData {
  const outer = readDer(bytes).expect(0x30)
  const type = outer.child(0).oid
  if (type !== OID.signedData && type !== OID.gmSignedData) throw new DerError('type', 'not a SignedData')
  const explicit = outer.child(1).expect(0xa0)
  // A length that takes in more than its content is another encoding than the one that was made.
  if (outer.children.length !== 2 || explicit.children.length !== 1)
    throw new DerError('type', 'not a ContentInfo')
  const fields = explicit.child(0).expect(0x30).children
  const encap = explicit.child(0).child(2)
  const wrapped = encap.children[1]
  const certificates: Certificate[] = []
  const crls: Buffer[] = []
  let signers: SignerInfo[] = []
  for (const field of fields.slice(3)) {
    if (field.tag === 0xa0) {
      for (const item of field.children) {
        const certificate = item.tag === 0x30 ? Certificate.read(item.raw) : null
        if (certificate) certificates.push(certificate)
      }
    } else if (field.tag === 0xa1) {
      for (const item of field.children) if (item.tag === 0x30) crls.push(item.raw)
    } else if (field.tag === 0x31) signers = field.children.map(readSigner)
  }
  return {
    contentType: encap.child(0).oid,
    content: wrapped ? wrapped.child(0).octets : null,
    certificates,
    crls,
    signers,
    length: outer.end,
  }
}

function readSigner(node: DerNode): SignerInfo {
  const parts = [...node.expect(0x30).children]
  parts.shift() // version
  const sid = parts.shift()
  const digest = parts.shift()
  if (!sid || !digest) throw new DerError('truncated', 'signer info')
  const signedAttributes = parts[0]?.tag === 0xa0 ? (parts.shift() ?? null) : null
  const algorithm = parts.shift()
  const signature = parts.shift()
  if (!algorithm || !signature) throw new DerError('truncated', 'signer info')
  const unsigned = parts[0]?.tag === 0xa1 ? parts[0] : null
  return {
    issuerAndSerial: sid.tag === 0x30 ? { issuer: sid.child(0).raw, serial: sid.child(1).content } : null,
    keyId: (sid.tag & 0x1f) === 0 && sid.tag >= 0x80 ? sid.octets : null,
    digestOid: digest.child(0).oid,
    digest: digestOf(digest),
    signedAttributes,
    attributes: readAttributes(signedAttributes),
    unsignedAttributes: readAttributes(unsigned),
    signatureAlgorithm: algorithm.expect(0x30),
    signature: signature.octets,
  }
}

/** Attribute values by type; for each the SET of values. */
function readAttributes(node: DerNode | null): Map<string, DerNode> {
  const map = new Map<string, DerNode>()
  for (const attribute of node?.children ?? []) {
    const oid = attribute.child(0).oid
    if (!map.has(oid)) map.set(oid, attribute.child(1))
  }
  return map
}

/** What the signed content hashes to, and the content itself for signers without signed attributes. */
export interface SignedContent {
  digest(hash: string): Buffer
  parts(): readonly Buffer[]
}

export const contentOf = (bytes: Buffer): SignedContent => ({
  digest: (hash) => newHash(hash).update(bytes).digest(),
  parts: () => [bytes],
})

export type SignerFault =
  | 'digest-mismatch' // the content is not what was signed
  | 'signature-invalid' // the public-key check fails
  | 'certificate-missing'
  | 'certificate-swapped' // ESS signing-certificate names another one (RFC 5035)
  | 'algorithm-unknown'
  | 'attributes-missing'

export interface SignerCheck {
  answer: 'ok' | 'broken' | 'unknown'
  fault: SignerFault | null
  certificate: Certificate | null
  /** the signing-certificate attribute is present and right: a requirement of PAdES B-B */
  certificateBound: boolean
}

/** Certificates from elsewhere (a DSS), looked at only when the CMS lacks the signer's. */
export type SpareCertificates = () => readonly Certificate[]

function findSignerCertificate(signer: SignerInfo, pool: readonly Certificate[]): Certificate | null {
  const { issuerAndSerial: id, keyId } = signer
  const found = pool.find((certificate) => {
    if (id) return certificate.serial.equals(id.serial) && certificate.issuerRaw.equals(id.issuer)
    return keyId !== null && certificate.subjectKeyIdentifier?.equals(keyId)
  })
  if (found || !id) return found ?? null
  // Some producers write the issuer's name in another string type than the certificate has.
  return pool.find((certificate) => certificate.serial.equals(id.serial)) ?? null
}

/** The steps of RFC 5652 §5.4–5.6 for one signer. */
export function checkSigner(
  data: SignedData,
  signer: SignerInfo,
  content: SignedContent,
  spare: SpareCertificates = () => [],
): SignerCheck {
  const certificate =
    findSignerCertificate(signer, data.certificates) ?? findSignerCertificate(signer, spare())
  const say = (answer: SignerCheck['answer'], fault: SignerFault | null, bound = false): SignerCheck => ({
    answer,
    fault,
    certificate,
    certificateBound: bound,
  })
  const hash = signer.digest
  const attributes = signer.signedAttributes
  if (attributes) {
    const expected = signer.attributes.get(OID.messageDigest)?.children[0]
    if (!expected || !signer.attributes.has(OID.contentType)) return say('broken', 'attributes-missing')
    if (!hash) return say('unknown', 'algorithm-unknown')
    if (!content.digest(hash).equals(expected.octets)) return say('broken', 'digest-mismatch')
  }
  if (!certificate) return say('unknown', 'certificate-missing')
  const key = certificate.publicKey
  if (!key) return say('unknown', 'algorithm-unknown')
  const bound = boundCertificate(signer, certificate)
  if (bound === false) return say('broken', 'certificate-swapped')
  const check = (parts: readonly Buffer[]) =>
    checkSignature(signer.signatureAlgorithm, hash, key, parts, signer.signature)
  let answer = check(attributes ? [asSet([attributes.content])] : content.parts())
  if (answer === 'bad' && attributes) {
    // DER wants the SET sorted; some producers sign the sorted form and embed another order.
    answer = check([asSet(attributes.children.map((item) => item.raw).sort((a, b) => Buffer.compare(a, b)))])
  }
  if (answer === 'unknown') return say('unknown', 'algorithm-unknown', bound === true)
  return answer === 'ok' ? say('ok', null, bound === true) : say('broken', 'signature-invalid')
}

const asSet = (items: Buffer[]): Buffer =>
  Buffer.concat([
    derHeader(
      0x31,
      items.reduce((sum, item) => sum + item.length, 0),
    ),
    ...items,
  ])

/** ESS signing-certificate (v1: SHA-1, v2: any): true = names this one, false = names another, null = absent. */
function boundCertificate(signer: SignerInfo, certificate: Certificate): boolean | null {
  const v2 = signer.attributes.get(OID.signingCertificateV2)
  const v1 = signer.attributes.get(OID.signingCertificate)
  const value = (v2 ?? v1)?.children[0]
  if (!value) return null
  const first = value.child(0).child(0) // SigningCertificate → certs → first ESSCertID
  const algorithm = v2 && first.child(0).tag === 0x30 ? first.child(0) : null
  const hash = v2 ? (algorithm ? digestOf(algorithm) : 'sha256') : 'sha1'
  if (!hash) return null
  const expected = first.child(algorithm ? 1 : 0).octets
  const actual = hash === 'sha256' ? certificate.sha256 : newHash(hash).update(certificate.raw).digest()
  return actual.equals(expected)
}

/** Claimed time of the CMS signing-time attribute, epoch ms; nobody vouches for it. */
export function claimedSigningTime(signer: SignerInfo): number | null {
  const value = signer.attributes.get(OID.signingTime)?.children[0]
  try {
    return value ? value.date.getTime() : null
  } catch {
    return null
  }
}
