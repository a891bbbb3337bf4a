import { createHash } from 'node:crypto'
import { type Authority, certificateSerial, publishedName } from './authority'
import { readCertificate } from './certificate'
import { type DerNode, readDer } from './der-reader'
import { OID } from './oids'
import {
  buildCrl,
  buildOcspResponse,
  ocspCertId,
  type OcspEntry,
  type OcspQuery,
  type OcspStatus,
} from './revocation'
import type { RevocationLog } from './revocation-log'

const MINUTE = 60_000
const DAY = 86_400_000
const CRL_VALIDITY = 7 * DAY
const OCSP_VALIDITY = DAY
/** A list without news is signed again after this time; news is told at once. */
const CRL_RENEWAL = 10 * MINUTE

type CaRole = 'root' | 'issuing'

export interface PublishedCrl {
  der: Buffer
  /** epoch ms */
  thisUpdate: number
  nextUpdate: number
}

interface CachedCrl extends PublishedCrl {
  entries: number
}

/**
 * What the two CAs of an authority say about their certificates. Call `log.refresh()` first: this class reads nothing.
 */
export class RevocationStatus {
  private readonly crlCache = new Map<CaRole, CachedCrl>()
  private lastNumber = 0

  constructor(
    private readonly authority: Authority,
    private readonly log: RevocationLog,
    private readonly now: () => number,
  ) {}

  private revokedBy(role: CaRole) {
    const name = publishedName(this.authority.suite, role)
    return this.log.all.filter((entry) => (entry.by ?? 'issuing') === name)
  }

  async crl(role: CaRole): Promise<PublishedCrl> {
    const now = this.now()
    const revoked = this.revokedBy(role)
    const cached = this.crlCache.get(role)
    const age = cached ? now - cached.thisUpdate : Number.POSITIVE_INFINITY
    if (cached && cached.entries === revoked.length && age >= 0 && age < CRL_RENEWAL) return cached
    // The number grows with time, so that several processes give growing numbers without asking each other.
    this.lastNumber = Math.max(now, this.lastNumber + 1)
    const nextUpdate = now + CRL_VALIDITY
    const der = await buildCrl(this.authority.signerOf(role), revoked, {
      thisUpdate: new Date(now),
      nextUpdate: new Date(nextUpdate),
      number: BigInt(this.lastNumber),
    })
    const made = { der, thisUpdate: now, nextUpdate, entries: revoked.length }
    this.crlCache.set(role, made)
    return made
  }

  /** OCSP response for one certificate of this authority, DER. */
  async ocsp(certificate: Buffer): Promise<Buffer> {
    const role = this.authority.issuerRole(certificate) ?? 'issuing'
    const certId = ocspCertId(this.authority.identities[role].certificate, certificate)
    return this.answer(role, [{ certId, status: this.statusOf(certificateSerial(certificate)) }])
  }

  /** Answers a query about certificates of one of the CAs; null when they are not ours or not all of one CA. */
  async answerQuery({ certIds, nonce }: OcspQuery): Promise<Buffer | null> {
    const role = (['issuing', 'root'] as const).find((one) =>
      certIds.every((certId) => isIssuedBy(certId, this.authority.identities[one].certificate)),
    )
    if (!role) return null
    const entries = certIds.map((certId) => ({
      certId: certId.raw,
      status: this.statusOf(certId.child(3).content.toString('hex')),
    }))
    return this.answer(role, entries, nonce)
  }

  private statusOf(serial: string): OcspStatus {
    const revoked = this.log.find(serial)
    return revoked ? { status: 'revoked', at: revoked.at, reason: revoked.reason } : { status: 'good' }
  }

  private answer(role: CaRole, entries: readonly OcspEntry[], nonce?: Buffer): Promise<Buffer> {
    const now = this.now()
    return buildOcspResponse(this.authority.signerOf(role), entries, {
      thisUpdate: new Date(now),
      nextUpdate: new Date(now + OCSP_VALIDITY),
      nonce,
    })
  }
}

const CERT_ID_HASHES: Record<string, string> = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
  [OID.sm3]: 'sm3',
}

function isIssuedBy(certId: DerNode, ca: Buffer): boolean {
  const hash = CERT_ID_HASHES[certId.child(0).child(0).oid]
  if (!hash) return false
  const { subject, publicKey } = readCertificate(ca)
  const digest = (data: Buffer) => createHash(hash).update(data).digest()
  return (
    digest(subject).equals(certId.child(1).octets) &&
    digest(readDer(publicKey).child(1).bits).equals(certId.child(2).octets)
  )
}
