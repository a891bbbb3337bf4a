import { verify, X509Certificate } from 'node:crypto'
import { callCloud, type CloudEndpoint } from '#platform/adapters/tencent-cloud/client'
import { ProviderFailure } from '#platform/kernel/ports'
import { readCertificate } from '#platform/pki/certificate'
import { readDer } from '#platform/pki/der-reader'
import type { SignatureAlgorithm, Signer } from '#platform/pki/keys'
import { namesSm2Curve, sm2Verify } from '#platform/pki/sm2'

/** Names of Tencent's key management service (KMS 2019-01-18, SignByAsymmetricKey). */
const KMS_ALGORITHMS: Record<SignatureAlgorithm, string> = {
  'ecdsa-sha256': 'ECC_P256_R1',
  'rsa-sha256': 'RSA_PKCS1_SHA_256',
  'sm2-sm3': 'SM2DSA',
}

export interface KmsKey {
  endpoint: CloudEndpoint
  keyId: string
  /** issued for the key's public half, DER */
  certificate: Buffer
  /** issuers up to the root, DER */
  chain: Buffer[]
}

/**
 * A key that never leaves Tencent Cloud's key management service. What comes back is checked against the certificate
 * before it is used: a wrong key id must not end in a file.
 */
export function kmsSigner({ endpoint, keyId, certificate, chain }: KmsKey): Signer {
  const algorithm = algorithmOf(certificate)
  return {
    certificate,
    chain,
    algorithm,
    /** @throws ProviderFailure */
    async sign(data) {
      const { Signature: value } = await callCloud(endpoint, 'SignByAsymmetricKey', {
        Algorithm: KMS_ALGORITHMS[algorithm],
        KeyId: keyId,
        Message: data.toString('base64'),
        MessageType: 'RAW',
      })
      const signature = Buffer.from(typeof value === 'string' ? value : '', 'base64')
      if (!holds(certificate, algorithm, data, signature)) throw new ProviderFailure('KmsOtherKey')
      return signature
    },
  }
}

function holds(certificate: Buffer, algorithm: SignatureAlgorithm, data: Buffer, signature: Buffer): boolean {
  if (algorithm === 'sm2-sm3')
    return sm2Verify(readDer(readCertificate(certificate).publicKey).child(1).bits, data, signature)
  return verify('sha256', data, new X509Certificate(certificate).publicKey, signature)
}

/** The algorithm that goes with a certificate's key. */
function algorithmOf(certificate: Buffer): SignatureAlgorithm {
  if (namesSm2Curve(readCertificate(certificate).publicKey)) return 'sm2-sm3'
  const { asymmetricKeyType } = new X509Certificate(certificate).publicKey
  return asymmetricKeyType === 'rsa' ? 'rsa-sha256' : 'ecdsa-sha256'
}
