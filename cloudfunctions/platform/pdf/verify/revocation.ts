import { tlv } from '../../pki/der'
import { readDer, type DerNode } from '../../pki/der-reader'
import { OID } from '../../pki/oids'
import { checkSignature, digestOf } from './algorithms'
import { Certificate } from './certificate'
import { newHash } from './new-hash'

/** What the embedded CRLs and OCSP responses say about one certificate. */
export interface RevocationAnswer {
  status: 'good' | 'revoked' | 'unknown'
  /** when it was revoked, epoch ms */
  revokedAt: number | null
  source: 'crl' | 'ocsp' | null
}

export interface RevocationData {
  crls: readonly Buffer[]
  /** OCSPResponse or BasicOCSPResponse */
  ocsps: readonly Buffer[]
}

const UNKNOWN: RevocationAnswer = { status: 'unknown', revokedAt: null, source: null }

/**
 * Revocation of `certificate`, from data whose own signatures are checked with the issuer's key (RFC 5280 §6.3,
 * RFC 6960 §3.2). Nothing is fetched. Data that is not about this certificate, or forged, gives `unknown`.
 * With `onlyRevoked` good news is not looked into and gives `unknown`.
 */
export function revocationOf(
  certificate: Certificate,
  issuer: Certificate,
  data: RevocationData,
  onlyRevoked = false,
): RevocationAnswer {
  let answer = UNKNOWN
  for (const [source, list] of [
    ['ocsp', data.ocsps],
    ['crl', data.crls],
  ] as const) {
    for (const bytes of list) {
      try {
        const claim = source === 'crl' ? readCrl(bytes, certificate) : readOcsp(bytes, certificate, issuer)
        if (!claim || (claim.answer.status === 'good' && (onlyRevoked || answer.status === 'good'))) continue
        if (!claim.holds(issuer)) continue
        if (claim.answer.status === 'revoked') return claim.answer
        answer = claim.answer
      } catch {
        // Unreadable revocation data says nothing.
      }
    }
  }
  return answer
}

/** Is there any revocation data about this certificate? What level B-LT asks for; says nothing about its worth. */
export function hasRevocationData(
  certificate: Certificate,
  issuer: Certificate,
  data: RevocationData,
): boolean {
  const about = (claim: () => Claim | null) => {
    try {
      return claim() !== null
    } catch {
      return false
    }
  }
  return (
    data.ocsps.some((bytes) => about(() => readOcsp(bytes, certificate, issuer))) ||
    data.crls.some((bytes) => about(() => readCrl(bytes, certificate)))
  )
}

/** What a CRL or response says, and whether somebody entitled to say it has signed it. */
interface Claim {
  answer: RevocationAnswer
  holds(issuer: Certificate): boolean
}

function readCrl(bytes: Buffer, certificate: Certificate): Claim | null {
  const crl = readDer(bytes)
  const fields = crl.child(0).children
  const at = fields[0]?.tag === 0x02 ? 1 : 0
  if (!fields[at + 1]?.raw.equals(certificate.issuerRaw)) return null
  const holds = (issuer: Certificate) => signedWith(crl, issuer)
  const good: RevocationAnswer = { status: 'good', revokedAt: null, source: 'crl' }
  // Lists of several megabytes are real: look for the serial's bytes before reading thousands of entries.
  if (!crl.child(0).raw.includes(tlv(0x02, certificate.serial))) return { answer: good, holds }
  const list = fields.slice(at + 3).find((field) => field.tag === 0x30)
  for (const entry of list?.children ?? []) {
    if (!entry.child(0).content.equals(certificate.serial)) continue
    const revokedAt = entry.child(1).date.getTime()
    return { answer: { status: 'revoked', revokedAt, source: 'crl' }, holds }
  }
  return { answer: good, holds }
}

function readOcsp(bytes: Buffer, certificate: Certificate, issuer: Certificate): Claim | null {
  const basic = basicResponse(bytes)
  const data = basic.child(0)
  const responses = data.children.find(
    (item) => item.tag === 0x30 && item.children[0] && isSingle(item.child(0)),
  )
  const single = responses?.children.find((item) => isAbout(item.child(0), certificate, issuer))
  if (!single) return null
  const holds = (authority: Certificate) => {
    const embedded = (basic.children.find((item) => item.tag === 0xa0)?.children[0]?.children ?? [])
      .map((item) => Certificate.read(item.raw))
      .filter((item) => item !== null)
    if (signedWith(basic, authority)) return true
    return embedded.some((item) => mayAnswer(item, authority) && signedWith(basic, item))
  }
  const status = single.child(1)
  if (status.tag === 0x80) return { answer: { status: 'good', revokedAt: null, source: 'ocsp' }, holds }
  if (status.tag !== 0xa1) return null
  return { answer: { status: 'revoked', revokedAt: status.child(0).date.getTime(), source: 'ocsp' }, holds }
}

const isSingle = (node: DerNode): boolean =>
  node.tag === 0x30 && node.children[0]?.tag === 0x30 && node.child(0).children.length === 4

function basicResponse(bytes: Buffer): DerNode {
  const node = readDer(bytes)
  if (node.child(0).tag !== 0x0a) return node
  const wrapped = node.child(1).child(0)
  if (wrapped.child(0).oid !== OID.ocspBasic) throw new TypeError('not a basic OCSP response')
  return readDer(wrapped.child(1).octets)
}

/** CertID (RFC 6960 §4.1.1): hashes of the issuer's name and key, and the serial. */
function isAbout(id: DerNode, certificate: Certificate, issuer: Certificate): boolean {
  if (!id.child(3).content.equals(certificate.serial)) return false
  const hash = digestOf(id.child(0))
  if (!hash) return false
  const digest = (bytes: Buffer) => newHash(hash).update(bytes).digest()
  const key = readDer(issuer.publicKeyRaw).child(1).bits
  return digest(certificate.issuerRaw).equals(id.child(1).octets) && digest(key).equals(id.child(2).octets)
}

/** A delegated responder: issued by the same authority for this purpose, or the authority itself. */
function mayAnswer(responder: Certificate, issuer: Certificate): boolean {
  if (responder.raw.equals(issuer.raw)) return true
  const purpose = responder.extendedKeyUsage?.includes(OID.ocspSigning) ?? false
  return purpose && responder.issuerRaw.equals(issuer.subjectRaw) && responder.signedBy(issuer) === 'ok'
}

/** Checks the outer signature of a CRL or basic OCSP response: tbs, algorithm, BIT STRING. */
function signedWith(node: DerNode, signer: Certificate): boolean {
  const key = signer.publicKey
  if (!key) return false
  return checkSignature(node.child(1), null, key, [node.child(0).raw], node.child(2).bits) === 'ok'
}
