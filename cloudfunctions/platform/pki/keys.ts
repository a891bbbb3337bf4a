/** Signature algorithms this system makes. Both hash with SHA-256. */
export type SignatureAlgorithm = 'ecdsa-sha256' | 'rsa-sha256'

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
  /** Hashes `data` with SHA-256 and signs it. ECDSA signatures are DER (r, s); RSA is PKCS#1 v1.5. */
  sign(data: Buffer): Promise<Buffer>
}

/** A source of RFC 3161 time stamps. */
export interface TimeStamper {
  /** Time-stamp token (CMS ContentInfo, DER) over a SHA-256 digest of 32 bytes. */
  stamp(digest: Buffer): Promise<Buffer>
  /** Upper bound of a token's size in bytes, to reserve space in a PDF. 8192 when it cannot be known. */
  maxTokenBytes?: number
}
