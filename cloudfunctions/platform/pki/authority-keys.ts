import { type CertificateProfile, issueCertificate, readCertificate } from './certificate'
import { generateLocalKey, importLocalKey, type KeyType, type LocalKey } from './local-key'
import type { RevokedCertificate } from './revocation'

/** A key with its certificate, as kept in the key files. */
export interface StoredIdentity {
  key: string
  certificate: string
}

export interface Identity {
  key: LocalKey
  certificate: Buffer
}

export interface StoredAuthority {
  format: 1
  root: StoredIdentity
  issuing: StoredIdentity
  timeStamping: StoredIdentity
  evidence: StoredIdentity
  revoked: RevokedCertificate[]
  crlNumber: number
}

export type Role = 'root' | 'issuing' | 'timeStamping' | 'evidence'

const YEAR = 365 * 86_400_000
/** Certificates begin a little in the past, for verifiers whose clock is behind. */
export const BACKDATE = 5 * 60_000

/** Fresh keys and certificates of a new authority: root, signing CA under it, time stamping and evidence under that. */
export async function makeAuthority(
  name: string,
  { now, keyType }: { now: number; keyType?: KeyType },
): Promise<Record<Role, Identity>> {
  const make = async (
    commonName: string,
    years: number,
    profile: CertificateProfile,
    parent?: Identity,
  ): Promise<Identity> => {
    const key = await generateLocalKey(keyType ?? 'p256')
    const certificate = await issueCertificate(
      {
        subject: { commonName, organization: name },
        publicKey: key.publicKey,
        notBefore: new Date(now - BACKDATE),
        notAfter: new Date(now + years * YEAR),
        profile,
      },
      parent ? issuerOf(parent) : { ...issuerOf({ key, certificate: Buffer.alloc(0) }), certificate: null },
    )
    return { key, certificate }
  }
  const root = await make(`${name} Root CA`, 20, { use: 'ca' })
  const issuing = await make(`${name} Signing CA`, 15, { use: 'ca', pathLength: 0 }, root)
  const timeStamping = await make(`${name} Time Stamping`, 10, { use: 'time-stamping' }, issuing)
  const evidence = await make(`${name} Evidence`, 10, { use: 'document' }, issuing)
  return { root, issuing, timeStamping, evidence }
}

/** The identity as the issuer of a certificate. */
export const issuerOf = ({ key, certificate }: Identity) => ({
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
