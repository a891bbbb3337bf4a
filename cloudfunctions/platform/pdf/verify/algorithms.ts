import { constants, createVerify, verify, type KeyObject } from 'node:crypto'
import type { DerNode } from '../../pki/der-reader'
import { OID } from '../../pki/oids'
import { sm2Verify } from '../../pki/sm2'
import { fixedLength } from './new-hash'
import { Sm2PublicKey, type PublicKey } from './public-keys'
import { checkPss, type PssParameters } from './rsa-pss'

/** A check that cannot be made (unknown algorithm) is neither good nor bad. */
export type CryptoAnswer = 'ok' | 'bad' | 'unknown'

const DIGESTS: Record<string, string> = {
  [OID.md5]: 'md5',
  [OID.sha1]: 'sha1',
  [OID.sha224]: 'sha224',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
  [OID.sha512_224]: 'sha512-224',
  [OID.sha512_256]: 'sha512-256',
  [OID.sha3_224]: 'sha3-224',
  [OID.sha3_256]: 'sha3-256',
  [OID.sha3_384]: 'sha3-384',
  [OID.sha3_512]: 'sha3-512',
  [OID.ripemd160]: 'ripemd160',
  [OID.sm3]: 'sm3',
  [OID.shake128]: 'shake128',
  [OID.shake256]: 'shake256',
}

/** node:crypto's name of a digest algorithm; null when it has none. Hash with `newHash`. */
export const digestName = (oid: string): string | null => DIGESTS[oid] ?? null

/** SHAKE with its length as a parameter (RFC 8419 §2.3, for Ed448). */
const WITH_LENGTH: Record<string, string> = { [OID.shake128Len]: 'shake128', [OID.shake256Len]: 'shake256' }

/** The same for a whole AlgorithmIdentifier, whose parameters may say more. */
export function digestOf(algorithm: DerNode): string | null {
  const oid = algorithm.child(0).oid
  const sized = WITH_LENGTH[oid]
  if (sized === undefined) return digestName(oid)
  const bits = algorithm.children[1]
  return bits && Number(bits.integer) === (fixedLength(sized) ?? 0) * 8 ? sized : null
}

/** Digests that no longer prove anything against a determined forger: a warning, not a verdict. */
export const isWeakDigest = (name: string): boolean => name === 'md5' || name === 'sha1'

type Scheme =
  | { kind: 'pkcs1' | 'ecdsa' | 'ecdsa-plain' | 'dsa'; digest: string | null }
  | { kind: 'pss'; parameters?: PssParameters }
  | { kind: 'sm2' }
  | { kind: 'eddsa' }

// A null digest means: take the one that the signer's digestAlgorithm names.
const SCHEMES: Record<string, Scheme> = {
  [OID.rsaEncryption]: { kind: 'pkcs1', digest: null },
  [OID.md5WithRsa]: { kind: 'pkcs1', digest: 'md5' },
  [OID.sha1WithRsa]: { kind: 'pkcs1', digest: 'sha1' },
  '1.3.14.3.2.29': { kind: 'pkcs1', digest: 'sha1' },
  [OID.sha224WithRsa]: { kind: 'pkcs1', digest: 'sha224' },
  [OID.sha256WithRsa]: { kind: 'pkcs1', digest: 'sha256' },
  [OID.sha384WithRsa]: { kind: 'pkcs1', digest: 'sha384' },
  [OID.sha512WithRsa]: { kind: 'pkcs1', digest: 'sha512' },
  [OID.ripemd160WithRsa]: { kind: 'pkcs1', digest: 'ripemd160' },
  [OID.sha3_224WithRsa]: { kind: 'pkcs1', digest: 'sha3-224' },
  [OID.sha3_256WithRsa]: { kind: 'pkcs1', digest: 'sha3-256' },
  [OID.sha3_384WithRsa]: { kind: 'pkcs1', digest: 'sha3-384' },
  [OID.sha3_512WithRsa]: { kind: 'pkcs1', digest: 'sha3-512' },
  [OID.rsaPss]: { kind: 'pss' },
  [OID.ecPublicKey]: { kind: 'ecdsa', digest: null },
  '1.2.840.10045.4.3': { kind: 'ecdsa', digest: null },
  [OID.ecdsaWithSha1]: { kind: 'ecdsa', digest: 'sha1' },
  [OID.ecdsaWithSha224]: { kind: 'ecdsa', digest: 'sha224' },
  [OID.ecdsaWithSha256]: { kind: 'ecdsa', digest: 'sha256' },
  [OID.ecdsaWithSha384]: { kind: 'ecdsa', digest: 'sha384' },
  [OID.ecdsaWithSha512]: { kind: 'ecdsa', digest: 'sha512' },
  [OID.ecdsaWithSha3_224]: { kind: 'ecdsa', digest: 'sha3-224' },
  [OID.ecdsaWithSha3_256]: { kind: 'ecdsa', digest: 'sha3-256' },
  [OID.ecdsaWithSha3_384]: { kind: 'ecdsa', digest: 'sha3-384' },
  [OID.ecdsaWithSha3_512]: { kind: 'ecdsa', digest: 'sha3-512' },
  [OID.ecdsaPlainSha1]: { kind: 'ecdsa-plain', digest: 'sha1' },
  [OID.ecdsaPlainSha224]: { kind: 'ecdsa-plain', digest: 'sha224' },
  [OID.ecdsaPlainSha256]: { kind: 'ecdsa-plain', digest: 'sha256' },
  [OID.ecdsaPlainSha384]: { kind: 'ecdsa-plain', digest: 'sha384' },
  [OID.ecdsaPlainSha512]: { kind: 'ecdsa-plain', digest: 'sha512' },
  [OID.ecdsaPlainRipemd160]: { kind: 'ecdsa-plain', digest: 'ripemd160' },
  [OID.dsa]: { kind: 'dsa', digest: null },
  [OID.dsaWithSha1]: { kind: 'dsa', digest: 'sha1' },
  [OID.dsaWithSha224]: { kind: 'dsa', digest: 'sha224' },
  [OID.dsaWithSha256]: { kind: 'dsa', digest: 'sha256' },
  // RSASSA-PSS with SHAKE (RFC 8702 §2.1): everything is fixed by the identifier.
  '1.3.6.1.5.5.7.6.30': { kind: 'pss', parameters: { digest: 'shake128', mgf: 'shake128', saltLength: 32 } },
  '1.3.6.1.5.5.7.6.31': { kind: 'pss', parameters: { digest: 'shake256', mgf: 'shake256', saltLength: 64 } },
  [OID.sm2Sign]: { kind: 'sm2' },
  // GM/T 0006: sm2-1 (signature), and the curve itself, which some producers of GM/T 0010 write.
  '1.2.156.10197.1.301.1': { kind: 'sm2' },
  [OID.sm2Curve]: { kind: 'sm2' },
  [OID.ed25519]: { kind: 'eddsa' },
  [OID.ed448]: { kind: 'eddsa' },
}

/** RSASSA-PSS-params (RFC 4055 §3.1). Null for what is unknown: another mask function, hash or trailer. */
function pssParameters(params: DerNode | undefined): PssParameters | null {
  let digest: string | null = 'sha1'
  let mgf: string | null = 'sha1'
  let saltLength = 20
  let trailer = 1
  for (const field of params?.constructed ? params.children : []) {
    const inner = field.child(0)
    if (field.tag === 0xa0) digest = digestOf(inner)
    else if (field.tag === 0xa1) {
      const hash = inner.child(0).oid === OID.mgf1 ? inner.children[1] : undefined
      mgf = hash ? digestOf(hash) : null
    } else if (field.tag === 0xa2) saltLength = Number(inner.integer)
    else if (field.tag === 0xa3) trailer = Number(inner.integer)
  }
  if (!digest || !mgf || trailer !== 1 || saltLength < 0 || saltLength > 512) return null
  return { digest, mgf, saltLength }
}

/**
 * Checks a raw signature value over `data` (its parts in order).
 * @param algorithm the AlgorithmIdentifier of the signature
 * @param fallbackDigest node's name of the digest that goes with an algorithm that names none
 */
export function checkSignature(
  algorithm: DerNode,
  fallbackDigest: string | null,
  key: PublicKey,
  data: readonly Buffer[],
  signature: Buffer,
): CryptoAnswer {
  const scheme = SCHEMES[algorithm.child(0).oid]
  if (!scheme) return 'unknown'
  if (key instanceof Sm2PublicKey) return checkSm2(scheme, fallbackDigest, key, data, signature)
  if (scheme.kind === 'sm2') return 'bad'
  if (scheme.kind === 'eddsa') {
    if (key.asymmetricKeyType !== 'ed25519' && key.asymmetricKeyType !== 'ed448') return 'bad'
    return attempt(() =>
      verify(null, data.length === 1 ? (data[0] as Buffer) : Buffer.concat(data), key, signature),
    )
  }
  if (scheme.kind === 'pss') {
    const pss = scheme.parameters ?? pssParameters(algorithm.children[1])
    if (!pss || !isRsa(key)) return pss ? 'bad' : 'unknown'
    const { digest, saltLength } = pss
    // node:crypto uses one hash for both; the standard allows two.
    if (pss.mgf !== digest || digest.startsWith('shake'))
      return attempt(() => checkPss(pss, key, data, signature))
    return run(digest, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature)
  }
  const digest = scheme.digest ?? fallbackDigest
  if (!digest) return 'unknown'
  if (scheme.kind === 'pkcs1') return isRsa(key) ? run(digest, data, { key }, signature) : 'bad'
  if (scheme.kind === 'dsa')
    return key.asymmetricKeyType === 'dsa' ? run(digest, data, { key }, signature) : 'bad'
  if (key.asymmetricKeyType !== 'ec') return 'bad'
  const dsaEncoding = scheme.kind === 'ecdsa-plain' ? 'ieee-p1363' : 'der'
  return run(digest, data, { key, dsaEncoding }, signature)
}

/** SM2 goes with SM3 alone. An ECDSA identifier on an SM2 key is SM2 when the digest says so (GM/T 0010). */
function checkSm2(
  scheme: Scheme,
  digest: string | null,
  key: Sm2PublicKey,
  data: readonly Buffer[],
  signature: Buffer,
): CryptoAnswer {
  const named = scheme.kind === 'sm2' && (digest === null || digest === 'sm3')
  const implied = scheme.kind === 'ecdsa' && scheme.digest === null && digest === 'sm3'
  if (!named && !implied) return 'unknown'
  return sm2Verify(key.point, data, signature) ? 'ok' : 'bad'
}

const isRsa = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss'

type VerifyKey = Parameters<typeof verify>[2] & object

function run(digest: string, data: readonly Buffer[], key: VerifyKey, signature: Buffer): CryptoAnswer {
  return attempt(() => {
    const [only] = data
    if (data.length === 1 && only) return verify(digest, only, key, signature)
    const check = createVerify(digest)
    for (const part of data) check.update(part)
    return check.verify(key, signature)
  })
}

function attempt(check: () => boolean): CryptoAnswer {
  try {
    return check() ? 'ok' : 'bad'
  } catch (error) {
    // A digest or curve that this OpenSSL lacks is no judgement about the signature.
    return /digest|unsupported|not supported|disabled/i.test(String(error)) ? 'unknown' : 'bad'
  }
}
