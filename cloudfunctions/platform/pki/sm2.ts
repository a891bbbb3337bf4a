import { createHash } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import * as der from './der'
import { readDer } from './der-reader'
import { OID } from './oids'

/** The distinguished id that GM/T 0009 §10 sets where none is agreed on. */
export const SM2_DEFAULT_ID = '1234567812345678'

const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

/** Curve parameters of GB/T 32918.5, as they go into the hash of who signs: a, b, base point. */
const CURVE = Buffer.from(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  'hex',
)

/** The message's digest with the signer's id and key mixed in: SM3(Z ‖ M), GB/T 32918.2 §5.5. */
function messageHash(point: Buffer, data: readonly Buffer[], userId: string): Buffer {
  const id = Buffer.from(userId, 'utf8')
  const bits = Buffer.alloc(2)
  bits.writeUInt16BE(id.length * 8)
  const z = createHash('sm3').update(bits).update(id).update(CURVE).update(point.subarray(1)).digest()
  const hash = createHash('sm3').update(z)
  for (const part of data) hash.update(part)
  return hash.digest()
}

/**
 * Signs with SM2 (GB/T 32918.2). @param privateKey 32 bytes @param publicKeyPoint uncompressed, 65 bytes
 * @returns DER SEQUENCE of r and s
 */
export function sm2Sign(
  privateKey: Buffer,
  publicKeyPoint: Buffer,
  data: Buffer,
  userId: string = SM2_DEFAULT_ID,
): Buffer {
  const value = Buffer.from(
    sm2.doSignature(messageHash(publicKeyPoint, [data], userId), privateKey.toString('hex'), {
      hash: false,
      der: false,
    }),
    'hex',
  )
  return der.sequence(der.integer(value.subarray(0, 32)), der.integer(value.subarray(32)))
}

type Point = Parameters<typeof sm2.doVerifySignature>[2]

/** Authorities' keys come back in file after file; with tables a check costs a quarter, and making them pays from the third on. */
const seen = new Map<string, { uses: number; point: Point }>()
const MAX_POINTS = 64

function pointOf(point: Buffer): Point {
  const hex = point.toString('hex')
  const known = seen.get(hex)
  if (known) {
    if (++known.uses === 3) known.point = sm2.precomputePublicKey(hex)
    return known.point
  }
  const oldest = seen.size >= MAX_POINTS ? seen.keys().next().value : undefined
  if (oldest !== undefined) seen.delete(oldest)
  seen.set(hex, { uses: 1, point: hex })
  return hex
}

/**
 * Checks an SM2 signature. False for everything that does not hold: a point off the curve, numbers out of range,
 * malformed DER.
 * @param publicKeyPoint uncompressed point (04 ‖ x ‖ y), as in the key bits of a certificate
 * @param data the message, whole or in parts @param signature DER SEQUENCE of r and s
 */
export function sm2Verify(
  publicKeyPoint: Buffer,
  data: Buffer | readonly Buffer[],
  signature: Buffer,
  userId: string = SM2_DEFAULT_ID,
): boolean {
  try {
    if (publicKeyPoint.length !== 65 || publicKeyPoint[0] !== 4) return false
    const node = readDer(signature).expect(0x30)
    const numbers = node.children.map((child) => child.integer)
    if (numbers.length !== 2 || node.end !== signature.length) return false
    if (!numbers.every((value) => value > 0n && value < ORDER)) return false
    const plain = numbers.map((value) => value.toString(16).padStart(64, '0')).join('')
    const hash = messageHash(publicKeyPoint, Buffer.isBuffer(data) ? [data] : data, userId)
    return sm2.doVerifySignature(hash, plain, pointOf(publicKeyPoint), { hash: false, der: false })
  } catch {
    return false
  }
}

export interface Sm2KeyPair {
  /** 32 bytes */
  privateKey: Buffer
  /** uncompressed, 65 bytes */
  point: Buffer
}

export function generateSm2KeyPair(): Sm2KeyPair {
  const { privateKey, publicKey } = sm2.generateKeyPairHex()
  return { privateKey: Buffer.from(privateKey, 'hex'), point: Buffer.from(publicKey, 'hex') }
}

const keyAlgorithm = (): Buffer => der.sequence(der.oid(OID.ecPublicKey), der.oid(OID.sm2Curve))

/** SubjectPublicKeyInfo (GM/T 0009 §7.1): id-ecPublicKey with the SM2 curve. */
export const sm2PublicKeyInfo = (point: Buffer): Buffer => der.sequence(keyAlgorithm(), der.bitString(point))

/** PKCS#8 with an ECPrivateKey (RFC 5915), as openssl reads and writes it. */
export function sm2PrivateKeyInfo({ privateKey, point }: Sm2KeyPair): Buffer {
  const key = der.sequence(
    der.integer(1),
    der.octetString(privateKey),
    der.contextConstructed(1, der.bitString(point)),
  )
  return der.sequence(der.integer(0), keyAlgorithm(), der.octetString(key))
}

/** Does this SubjectPublicKeyInfo or PKCS#8 key name the SM2 curve? */
export function namesSm2Curve(keyInfo: Buffer): boolean {
  const node = readDer(keyInfo)
  const algorithm = node.child(0).is(0x02) ? node.child(1) : node.child(0)
  const curve = algorithm.children[1]
  return algorithm.child(0).oid === OID.ecPublicKey && curve?.is(0x06) === true && curve.oid === OID.sm2Curve
}

/** Reads what `sm2PrivateKeyInfo` or openssl wrote; the public point is computed when it is absent. */
export function readSm2PrivateKey(pkcs8: Buffer): Sm2KeyPair {
  const key = readDer(readDer(pkcs8).child(2).octets)
  const scalar = key.child(1).octets
  const privateKey = Buffer.concat([Buffer.alloc(Math.max(0, 32 - scalar.length)), scalar])
  const point = key.find(0xa1)?.child(0).bits
  return {
    privateKey,
    point: point ?? Buffer.from(sm2.getPublicKeyFromPrivateKey(privateKey.toString('hex')), 'hex'),
  }
}
