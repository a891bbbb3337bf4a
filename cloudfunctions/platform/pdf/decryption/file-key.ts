import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { PdfError } from '../errors'
import type { EncryptionScheme } from './encryption-dictionary'
import { rc4 } from './rc4'

/** What fills up a password of less than 32 bytes; all of it when the password is empty (ISO 32000-2 §7.6.4.3.2). */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')

const md5 = (...parts: Buffer[]): Buffer => digest('md5', parts)
const sha256 = (...parts: Buffer[]): Buffer => digest('sha256', parts)

function digest(algorithm: string, parts: readonly Buffer[]): Buffer {
  const hash = createHash(algorithm)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The key of a file that opens with the empty user password. Error: PdfError `encrypted` when it needs another one. */
export function fileKey(scheme: EncryptionScheme): Buffer {
  const key = scheme.revision >= 5 ? carriedKey(scheme) : derivedKey(scheme)
  if (!key) throw new PdfError('encrypted', 'needs a password')
  return key
}

/** Algorithm 2 with the check of algorithms 4 and 5. */
function derivedKey(scheme: EncryptionScheme): Buffer | null {
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(scheme.permissions)
  const parts = [PADDING, scheme.owner, permissions, scheme.id]
  if (scheme.revision >= 4 && !scheme.encryptMetadata) parts.push(Buffer.alloc(4, 0xff))
  const seed = md5(...parts)
  for (const length of scheme.keyLengths) {
    let key = seed.subarray(0, length)
    if (scheme.revision >= 3) for (let i = 0; i < 50; i++) key = md5(key).subarray(0, length)
    if (opens(scheme, key)) return key
  }
  return null
}

function opens({ revision, user, id }: EncryptionScheme, key: Buffer): boolean {
  if (revision === 2) return rc4(key, PADDING).equals(user)
  let proof = md5(PADDING, id)
  for (let i = 0; i < 20; i++)
    proof = rc4(
      key.map((byte) => byte ^ i),
      proof,
    )
  return proof.equals(user.subarray(0, 16)) // the other 16 bytes are arbitrary
}

/** Algorithm 2.A: /U is hash, validation salt, key salt; the key itself is in /UE. */
function carriedKey({ revision, user, userKey }: EncryptionScheme): Buffer | null {
  const hash = revision === 5 ? sha256 : hardenedHash
  if (!hash(user.subarray(32, 40)).equals(user.subarray(0, 32))) return null
  const decipher = createDecipheriv('aes-256-cbc', hash(user.subarray(40, 48)), Buffer.alloc(16))
  return decipher.setAutoPadding(false).update(userKey)
}

const HASHES = ['sha256', 'sha384', 'sha512'] as const

/** Algorithm 2.B for the empty user password: 64 rounds and at most some 200 more, as the result itself decides. */
function hardenedHash(salt: Buffer): Buffer {
  let key = sha256(salt)
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32))
    const mixed = cipher.setAutoPadding(false).update(Buffer.concat(new Array<Buffer>(64).fill(key)))
    // 256 is 1 modulo 3: the first 16 bytes as a number leave the same remainder as their sum.
    let sum = 0
    for (let i = 0; i < 16; i++) sum += mixed[i] as number
    key = digest(HASHES[sum % 3] as string, [mixed])
    last = mixed[mixed.length - 1] as number
  }
  return key.subarray(0, 32)
}
