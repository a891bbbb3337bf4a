/** `international`: P-256 or RSA with SHA-256. `sm`: SM2 with SM3 (国密, GB/T 32918 and GB/T 32905). */
export type SignatureSuite = 'international' | 'sm'

/** Digests of this system; both give 32 bytes. */
export type DigestAlgorithm = 'sha256' | 'sm3'

/** Signature algorithms this system makes. */
export type SignatureAlgorithm = 'ecdsa-sha256' | 'rsa-sha256' | 'sm2-sm3'

/** The digest that goes with a signature algorithm. */
export const digestOf = (algorithm: SignatureAlgorithm): DigestAlgorithm =>
  algorithm === 'sm2-sm3' ? 'sm3' : 'sha256'

/** The suite that a signature algorithm belongs to. */
export const suiteOf = (algorithm: SignatureAlgorithm): SignatureSuite =>
  algorithm === 'sm2-sm3' ? 'sm' : 'international'

/**
 * A key that can sign, wherever it lives (memory, encrypted file, KMS, HSM). The document engine sees nothing else
 * of it.
 */
export interface Signer {
  /** the signer's certificate, DER */
  certificate: Buffer
  /** issuers from the signer's own up to and including the root, DER */
  chain: Buffer[]
  algorithm: SignatureAlgorithm
  /**
   * Hashes `data` with the algorithm's digest and signs it. ECDSA and SM2 signatures are DER (r, s), SM2 with the
   * default user id; RSA is PKCS#1 v1.5.
   */
  sign(data: Buffer): Promise<Buffer>
}

/** A source of RFC 3161 time stamps. */
export interface TimeStamper {
  /** Time-stamp token (CMS ContentInfo, DER) over a digest of 32 bytes. */
  stamp(digest: Buffer): Promise<Buffer>
  /** The algorithm of the digests it stamps; SHA-256 when absent. */
  digest?: DigestAlgorithm
  /** Upper bound of a token's size in bytes, to reserve space in a PDF. 8192 when it cannot be known. */
  maxTokenBytes?: number
}

/** What somebody needs to check signatures without asking anybody, all DER. */
export interface ValidationData {
  certificates?: readonly Buffer[]
  crls?: readonly Buffer[]
  ocsps?: readonly Buffer[]
}

/** Why a certificate is revoked: the reasons of RFC 5280 §5.3.1 that this system uses. */
export type RevocationReason =
  'unspecified' | 'key-compromise' | 'affiliation-changed' | 'superseded' | 'cessation'
