import { constants, createHash, publicDecrypt, type KeyObject } from 'node:crypto'
import { newHash } from './new-hash'

/** node's names of both hashes, and the salt's length in bytes. */
export interface PssParameters {
  digest: string
  mgf: string
  saltLength: number
}

/**
 * RSASSA-PSS with a mask function of its own hash, which node:crypto does not know: the bare RSA operation, then
 * EMSA-PSS-VERIFY (RFC 8017 §9.1.2). Errors: what node throws for a key or hash that it cannot use.
 */
export function checkPss(
  { digest, mgf, saltLength }: PssParameters,
  key: KeyObject,
  data: readonly Buffer[],
  signature: Buffer,
): boolean {
  const bits = (key.asymmetricKeyDetails?.modulusLength ?? 0) - 1
  const length = Math.ceil(bits / 8)
  if (bits <= 0 || signature.length !== Math.ceil((bits + 1) / 8)) return false
  const whole = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature)
  // With a modulus of 8n + 1 bits the encoded message is one byte shorter than the signature.
  if (whole.length > length && whole[0] !== 0) return false
  const encoded = whole.subarray(whole.length - length)
  const hash = newHash(digest)
  for (const part of data) hash.update(part)
  const messageHash = hash.digest()
  const size = messageHash.length
  const masked = encoded.subarray(0, length - size - 1)
  const spare = 8 * length - bits
  if (length < size + saltLength + 2 || encoded[length - 1] !== 0xbc) return false
  if ((masked[0] as number) >> (8 - spare)) return false
  const seed = encoded.subarray(length - size - 1, length - 1)
  const block = mask(mgf, seed, masked.length)
  for (let i = 0; i < block.length; i++) block[i] = (block[i] as number) ^ (masked[i] as number)
  block[0] = (block[0] as number) & (0xff >> spare)
  const one = block.length - saltLength - 1
  if (block[one] !== 1 || block.subarray(0, one).some((byte) => byte !== 0)) return false
  const salt = block.subarray(one + 1)
  return newHash(digest).update(Buffer.alloc(8)).update(messageHash).update(salt).digest().equals(seed)
}

/** MGF1 (RFC 8017 B.2.1); with SHAKE its output as long as needed (RFC 8702 §2.1). */
function mask(hash: string, seed: Buffer, length: number): Buffer {
  if (hash.startsWith('shake')) return createHash(hash, { outputLength: length }).update(seed).digest()
  const parts: Buffer[] = []
  for (let at = 0, counter = 0; at < length; counter++) {
    const number = Buffer.alloc(4)
    number.writeUInt32BE(counter)
    const part = createHash(hash).update(seed).update(number).digest()
    parts.push(part)
    at += part.length
  }
  return Buffer.concat(parts).subarray(0, length)
}
