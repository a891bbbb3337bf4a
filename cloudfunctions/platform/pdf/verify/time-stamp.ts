import { DerError, readDer } from '../../pki/der-reader'
import { OID } from '../../pki/oids'
import { digestOf } from './algorithms'
import type { Certificate } from './certificate'
import {
  checkSigner,
  contentOf,
  readSignedData,
  type SignedContent,
  type SignedData,
  type SignerFault,
  type SpareCertificates,
} from './cms'
import { newHash } from './new-hash'

export interface TimeStampCheck {
  answer: 'ok' | 'broken' | 'unknown'
  fault: SignerFault | 'imprint-mismatch' | 'not-a-time-stamp' | null
  /** genTime, epoch ms; null when it could not be read */
  time: number | null
  certificate: Certificate | null
  certificates: Certificate[]
  /** the authority's certificate carries the id-kp-timeStamping purpose (RFC 3161 §2.3) */
  authority: boolean
}

interface TstInfo {
  imprintHash: string | null
  imprint: Buffer
  time: number
}

function readTstInfo(bytes: Buffer): TstInfo {
  const fields = readDer(bytes).expect(0x30).children
  const imprint = fields[2]
  const time = fields[4]
  if (!imprint || !time) throw new DerError('truncated', 'TSTInfo')
  return {
    imprintHash: digestOf(imprint.child(0)),
    imprint: imprint.child(1).octets,
    time: time.date.getTime(),
  }
}

/** Is this CMS an RFC 3161 token? */
export const isTimeStampToken = (data: SignedData): boolean => data.contentType === OID.tstInfo

/** Checks a token (RFC 3161): its own signature, and that it speaks of `content`. Never throws. */
export function checkTimeStamp(
  token: SignedData | Buffer,
  content: SignedContent,
  spare?: SpareCertificates,
): TimeStampCheck {
  let time: number | null = null
  const say = (
    answer: TimeStampCheck['answer'],
    fault: TimeStampCheck['fault'],
    certificate: Certificate | null = null,
    certificates: Certificate[] = [],
  ): TimeStampCheck => ({
    answer,
    fault,
    time,
    certificate,
    certificates,
    authority: certificate?.extendedKeyUsage?.includes(OID.timeStamping) ?? false,
  })
  try {
    const data = Buffer.isBuffer(token) ? readSignedData(token) : token
    const signer = data.signers[0]
    if (!data.content || !signer || !isTimeStampToken(data)) return say('broken', 'not-a-time-stamp')
    const info = readTstInfo(data.content)
    time = info.time
    if (!info.imprintHash) return say('unknown', 'algorithm-unknown')
    const imprint = content.digest(info.imprintHash)
    const check = checkSigner(data, signer, contentOf(data.content), spare)
    if (!imprint.equals(info.imprint))
      return say('broken', 'imprint-mismatch', check.certificate, data.certificates)
    return say(check.answer, check.fault, check.certificate, data.certificates)
  } catch {
    return say('broken', 'not-a-time-stamp')
  }
}

/** Content of a signature time stamp: the signature value (RFC 3161 appendix A, CAdES). */
export const signatureValueContent = (signature: Buffer): SignedContent => ({
  digest: (hash) => newHash(hash).update(signature).digest(),
  parts: () => [signature],
})
