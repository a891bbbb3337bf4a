import { readDer } from '../../pki/der-reader'
import { OID } from '../../pki/oids'
import { isName, isString, type PdfDict, type PdfValue } from '../objects'
import { checkSignature as checkValue, isWeakDigest } from './algorithms'
import { isZero } from './byte-range'
import { Certificate } from './certificate'
import {
  checkSigner,
  claimedSigningTime,
  contentOf,
  readSignedData,
  type SignedContent,
  type SignedData,
  type SignerFault,
  type SignerInfo,
  type SpareCertificates,
} from './cms'
import { checkTimeStamp, isTimeStampToken, signatureValueContent, type TimeStampCheck } from './time-stamp'

export type SignatureFault =
  | SignerFault
  | 'not-a-signature' // /Contents is no CMS
  | 'bytes-after-signature' // other than zeros behind the CMS
  | 'content-mismatch' // CMS carries content of its own that is not what was signed
  | 'imprint-mismatch'
  | 'not-a-time-stamp'

/** The cryptographic side of one signature dictionary. */
export interface SignatureCheck {
  answer: 'ok' | 'broken' | 'unknown'
  fault: SignatureFault | null
  kind: 'signature' | 'document-time-stamp'
  certificate: Certificate | null
  /** certificates that came with the signature and its time stamp */
  certificates: Certificate[]
  crls: Buffer[]
  ocsps: Buffer[]
  certificateBound: boolean
  /** signature time stamp, checked; null when there is none */
  timeStamp: TimeStampCheck | null
  /** a document time stamp's own time, epoch ms */
  stampedAt: number | null
  claimedAt: number | null
  weakDigest: boolean
  /** another digest than the one that the signature algorithm demands */
  unusualDigest: boolean
}

const empty = (): SignatureCheck => ({
  answer: 'broken',
  fault: 'not-a-signature',
  kind: 'signature',
  certificate: null,
  certificates: [],
  crls: [],
  ocsps: [],
  certificateBound: false,
  timeStamp: null,
  stampedAt: null,
  claimedAt: null,
  weakDigest: false,
  unusualDigest: false,
})

/** Checks /Contents of a signature dictionary against what it covers. Never throws. */
export function checkSignatureContents(
  dict: PdfDict,
  contents: Buffer,
  content: SignedContent,
  resolve: (value: PdfValue | undefined) => PdfValue,
  spare: SpareCertificates,
): SignatureCheck {
  try {
    const end = readDer(contents).end
    const check = isName(resolve(dict.get('SubFilter')), 'adbe.x509.rsa_sha1')
      ? checkRawRsa(dict, contents, content, resolve)
      : checkCms(contents, content, spare)
    if (check.answer !== 'broken' && !isZero(contents.subarray(end))) {
      return { ...check, answer: 'broken', fault: 'bytes-after-signature' }
    }
    return check
  } catch {
    return empty()
  }
}

/** adbe.x509.rsa_sha1 (ISO 32000-1 §12.8.3.2): an OCTET STRING with a bare PKCS#1 value, certificates in /Cert. */
function checkRawRsa(
  dict: PdfDict,
  contents: Buffer,
  content: SignedContent,
  resolve: (value: PdfValue | undefined) => PdfValue,
): SignatureCheck {
  const value = resolve(dict.get('Cert'))
  const strings = (Array.isArray(value) ? value.map((item) => resolve(item)) : [value]).filter(isString)
  const certificates = strings.map((item) => Certificate.read(item.bytes)).filter((item) => item !== null)
  const certificate = certificates[0] ?? null
  const base = { ...empty(), certificates, certificate, weakDigest: true }
  const key = certificate?.publicKey
  if (!key)
    return { ...base, answer: 'unknown', fault: certificate ? 'algorithm-unknown' : 'certificate-missing' }
  const signature = readDer(contents).octets
  const answer = checkValue(SHA1_WITH_RSA, 'sha1', key, content.parts(), signature)
  if (answer === 'ok') return { ...base, answer: 'ok', fault: null }
  return answer === 'unknown'
    ? { ...base, answer, fault: 'algorithm-unknown' }
    : { ...base, fault: 'signature-invalid' }
}

const SHA1_WITH_RSA = readDer(Buffer.from('300d06092a864886f70d0101050500', 'hex'))

function checkCms(contents: Buffer, content: SignedContent, spare: SpareCertificates): SignatureCheck {
  const data = readSignedData(contents)
  const signer = data.signers[0]
  const base = { ...empty(), certificates: data.certificates, crls: data.crls }
  if (!signer) return base
  if (isTimeStampToken(data)) {
    const stamp = checkTimeStamp(data, content, spare)
    return {
      ...base,
      kind: 'document-time-stamp',
      answer: stamp.answer,
      fault: stamp.fault,
      certificate: stamp.certificate,
      stampedAt: stamp.answer === 'ok' ? stamp.time : null,
      certificateBound: true,
    }
  }
  const target = signedContent(data, signer, content)
  if (!target) return { ...base, fault: 'content-mismatch' }
  // One SignerInfo is the rule (ISO 32000-2 §12.8.3.3.1); where there are more, all must hold.
  const all = data.signers.map((one) => checkSigner(data, one, target, spare))
  const first =
    all.find((one) => one.answer === 'broken') ?? all.find((one) => one.answer === 'unknown') ?? all[0]
  if (!first) return base
  const revocation = embeddedRevocation(signer)
  const token = signer.unsignedAttributes.get(OID.signatureTimeStamp)?.children[0]
  const timeStamp = token ? checkTimeStamp(token.raw, signatureValueContent(signer.signature), spare) : null
  return {
    ...base,
    answer: first.answer,
    fault: first.fault,
    certificate: all[0]?.certificate ?? null,
    certificates: [...data.certificates, ...(timeStamp?.certificates ?? [])],
    crls: [...data.crls, ...revocation.crls],
    ocsps: revocation.ocsps,
    certificateBound: first.certificateBound,
    timeStamp,
    claimedAt: claimedSigningTime(signer),
    weakDigest: isWeakDigest(signer.digest ?? ''),
    unusualDigest: hasUnusualDigest(signer),
  }
}

/**
 * Detached is the rule. A CMS that carries content must carry the signed bytes' digest (adbe.pkcs7.sha1) or be
 * checked as detached when its content is empty; anything else signs something other than the file.
 */
function signedContent(data: SignedData, signer: SignerInfo, content: SignedContent): SignedContent | null {
  const own = data.content
  if (!own || own.length === 0) return content
  for (const hash of new Set(['sha1', signer.digest ?? 'sha1'])) {
    if (content.digest(hash).equals(own)) return contentOf(own)
  }
  const expected = signer.attributes.get(OID.messageDigest)?.children[0]?.octets
  const hash = signer.digest
  if (expected && hash && content.digest(hash).equals(expected)) return content
  return null
}

/** EdDSA goes with one digest each (RFC 8419 §3). The check holds with another one all the same. */
function hasUnusualDigest({ signedAttributes, signatureAlgorithm, digest }: SignerInfo): boolean {
  const due = EDDSA_DIGESTS[signatureAlgorithm.child(0).oid]
  return signedAttributes !== null && due !== undefined && digest !== due
}

const EDDSA_DIGESTS: Record<string, string> = { [OID.ed25519]: 'sha512', [OID.ed448]: 'shake256' }

/** adbe-revocationInfoArchival (ISO 32000-2 §12.8.3.3.2): CRLs [0], OCSP responses [1]. */
function embeddedRevocation(signer: SignerInfo): { crls: Buffer[]; ocsps: Buffer[] } {
  const value = (
    signer.attributes.get(OID.adobeRevocation) ?? signer.unsignedAttributes.get(OID.adobeRevocation)
  )?.children[0]
  const out = { crls: [] as Buffer[], ocsps: [] as Buffer[] }
  for (const part of value?.children ?? []) {
    if (!part.constructed) continue
    for (const item of part.children[0]?.constructed ? part.child(0).children : []) {
      if (part.tag === 0xa0) out.crls.push(item.raw)
      else if (part.tag === 0xa1) out.ocsps.push(item.raw)
    }
  }
  return out
}
