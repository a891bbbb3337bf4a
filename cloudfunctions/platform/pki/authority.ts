import {
  type CertificateBinding,
  type CertificateProfile,
  type CertificateSubject,
  issueCertificate,
  type PublishedAt,
  readCertificate,
} from './certificate'
import { readDer } from './der-reader'
import type { SignatureSuite, Signer } from './keys'
import { generateLocalKey, importLocalKey, type KeyType, type LocalKey } from './local-key'
import { OID } from './oids'
import type { RevokedCertificate } from './revocation'

/** A key with its certificate, as kept in the key files. */
export interface StoredIdentity {
  /** PKCS#8, base64 */
  key: string
  /** DER, base64 */
  certificate: string
}

export interface Identity {
  key: LocalKey
  certificate: Buffer
}

export type Role = 'root' | 'issuing' | 'timeStamping' | 'evidence'

/** Contents of an authority's key file. `revoked` and `crlNumber` are of the first format's days: see RevocationLog. */
export interface StoredAuthority extends Record<Role, StoredIdentity> {
  format: 1
  revoked: RevokedCertificate[]
  crlNumber: number
}

const DAY = 86_400_000
const YEAR = 365 * DAY
/** Certificates begin a little in the past, for verifiers whose clock is behind. */
export const BACKDATE = 5 * 60_000

/** Names of an authority's published files: `root` and `issuing`, with the suite in front where it is not the default. */
export const publishedName = (suite: SignatureSuite, role: 'root' | 'issuing'): string =>
  suite === 'sm' ? `sm-${role}` : role

/** What a certificate issued under `role` says about where to look. `base` has no trailing slash. */
function publication(base: string | undefined, suite: SignatureSuite, role: 'root' | 'issuing'): PublishedAt {
  if (!base) return {}
  const name = publishedName(suite, role)
  return { crlUrl: `${base}/${name}.crl`, ocspUrl: `${base}/ocsp`, issuerUrl: `${base}/${name}.crt` }
}

export interface IssueRequest {
  subject: CertificateSubject
  keyType: KeyType
  /** epoch ms */
  now: number
  validMs: number
  profile: CertificateProfile
  binding?: CertificateBinding
}

/** Keys and certificates of one suite: root, signing CA under it, time stamping and evidence under that. */
export class Authority {
  constructor(
    readonly suite: SignatureSuite,
    readonly identities: Record<Role, Identity>,
    /** base of the addresses written into certificates; none when the installation publishes nothing */
    private readonly publishedAt?: string,
  ) {}

  /** Fresh keys and certificates. `name` is shown to people in them. */
  static async make(
    suite: SignatureSuite,
    name: string,
    { now, keyType, publishedAt }: { now: number; keyType: KeyType; publishedAt?: string },
  ): Promise<Authority> {
    const make = async (
      commonName: string,
      years: number,
      profile: CertificateProfile,
      parent?: { identity: Identity; role: 'root' | 'issuing' },
    ): Promise<Identity> => {
      const key = await generateLocalKey(keyType)
      const certificate = await issueCertificate(
        {
          subject: { commonName, organization: name },
          publicKey: key.publicKey,
          notBefore: new Date(now - BACKDATE),
          notAfter: new Date(now + years * YEAR),
          profile,
          published: parent ? publication(publishedAt, suite, parent.role) : {},
        },
        parent ? issuerOf(parent.identity) : { ...issuerOf({ key, certificate: EMPTY }), certificate: null },
      )
      return { key, certificate }
    }
    const title = suite === 'sm' ? `${name} SM2` : name
    const root = await make(`${title} Root CA`, 20, { use: 'ca' })
    const under = { identity: root, role: 'root' } as const
    const issuing = await make(`${title} Signing CA`, 15, { use: 'ca', pathLength: 0 }, under)
    const below = { identity: issuing, role: 'issuing' } as const
    const timeStamping = await make(`${title} Time Stamping`, 10, { use: 'time-stamping' }, below)
    const evidence = await make(`${title} Evidence`, 10, { use: 'document' }, below)
    return new Authority(suite, { root, issuing, timeStamping, evidence }, publishedAt)
  }

  static restore(suite: SignatureSuite, plain: Buffer, publishedAt?: string): Authority {
    const stored = parseStored(plain)
    const identities = {
      root: restore(stored.root),
      issuing: restore(stored.issuing),
      timeStamping: restore(stored.timeStamping),
      evidence: restore(stored.evidence),
    }
    return new Authority(suite, identities, publishedAt)
  }

  /** What `restore` takes. */
  export(): Buffer {
    const { root, issuing, timeStamping, evidence } = this.identities
    const stored: StoredAuthority = {
      format: 1,
      root: store(root),
      issuing: store(issuing),
      timeStamping: store(timeStamping),
      evidence: store(evidence),
      revoked: [],
      crlNumber: 0,
    }
    return Buffer.from(JSON.stringify(stored))
  }

  get root(): Buffer {
    return this.identities.root.certificate
  }

  /** Key and certificate for somebody below the signing CA. */
  async issue({ subject, keyType, now, validMs, profile, binding }: IssueRequest): Promise<Identity> {
    const key = await generateLocalKey(keyType)
    const certificate = await issueCertificate(
      {
        subject,
        publicKey: key.publicKey,
        notBefore: new Date(now - BACKDATE),
        notAfter: new Date(now + validMs),
        profile,
        binding,
        published: publication(this.publishedAt, this.suite, 'issuing'),
      },
      issuerOf(this.identities.issuing),
    )
    return { key, certificate }
  }

  signerOf(role: Role): Signer {
    const signer = this.toSigner(this.identities[role])
    if (role === 'root') return { ...signer, chain: [] }
    return role === 'issuing' ? { ...signer, chain: [this.root] } : signer
  }

  toSigner({ key, certificate }: Identity): Signer {
    const chain = [this.identities.issuing.certificate, this.root]
    return { certificate, chain, algorithm: key.algorithm, sign: (data) => key.sign(data) }
  }

  /** Which of its two CAs has issued a certificate; null for a stranger's. */
  issuerRole(certificate: Buffer): 'root' | 'issuing' | null {
    const info = readCertificate(certificate)
    const keyId = info.extension(OID.authorityKeyIdentifier)?.find(0x80)?.octets
    // Names alone do not tell: two installations may have the same.
    const isBy = (role: 'root' | 'issuing') => {
      const { subject, subjectKeyId } = readCertificate(this.identities[role].certificate)
      return info.issuer.equals(subject) && keyId !== undefined && subjectKeyId?.equals(keyId) === true
    }
    if (isBy('issuing')) return 'issuing'
    return isBy('root') ? 'root' : null
  }
}

const EMPTY = Buffer.alloc(0)

/** An authority's key file of a version that this program does not know. */
export class AuthorityFormatError extends Error {
  override name = 'AuthorityFormatError'
}

export function parseStored(plain: Buffer): StoredAuthority {
  const stored = JSON.parse(plain.toString('utf8')) as StoredAuthority
  if (stored.format !== 1) throw new AuthorityFormatError('key file of a newer version')
  return stored
}

/** The identity as the issuer of a certificate. */
const issuerOf = ({ key, certificate }: Identity) => ({
  certificate,
  algorithm: key.algorithm,
  sign: (data: Buffer) => key.sign(data),
})

export const store = ({ key, certificate }: Identity): StoredIdentity => ({
  key: key.export().toString('base64'),
  certificate: certificate.toString('base64'),
})

export function restore(stored: StoredIdentity): Identity {
  const certificate = Buffer.from(stored.certificate, 'base64')
  return {
    key: importLocalKey(Buffer.from(stored.key, 'base64'), readCertificate(certificate).publicKey),
    certificate,
  }
}

/** Serial number as hex of its INTEGER contents. */
export function certificateSerial(certificate: Buffer): string {
  return readDer(readCertificate(certificate).serial).content.toString('hex')
}
