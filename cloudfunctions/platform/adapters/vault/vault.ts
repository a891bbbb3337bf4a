import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import type { Vault } from '#platform/kernel/ports'

/** Cost 2^15 × 8 × 128 bytes = 32 MiB a hash: dear for a guesser, bearable for a function of 256 MB. */
const cost = { log2N: 15, r: 8, p: 1 }
const version = 'v1'

/**
 * Encryption at rest from one master secret (32 bytes or more). Every purpose has its own key by HKDF (RFC 5869), so
 * that a look-up value of one purpose says nothing about another.
 * @throws Error when the secret is shorter than 32 bytes
 */
export function createVault(master: Buffer): Vault {
  if (master.length < 32) throw new Error('The master secret must have 32 bytes or more.')
  const key = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `qianli/${version}/${purpose}`, 32))
  const encryptionKey = key('encrypt')
  const pepper = key('secret')
  const lookupKeys = new Map<string, Buffer>()

  const peppered = (secret: string) => createHmac('sha256', pepper).update(secret, 'utf8').digest()

  return {
    encrypt(plain, context) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, iv)
      cipher.setAAD(Buffer.from(context, 'utf8'))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `${version}.${Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url')}`
    },

    decrypt(sealed, context) {
      const [tag, payload] = sealed.split('.')
      const bytes = Buffer.from(payload ?? '', 'base64url')
      if (tag !== version || bytes.length < 28) throw new Error('Not a value of this vault.')
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, bytes.subarray(0, 12))
      decipher.setAAD(Buffer.from(context, 'utf8'))
      decipher.setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
    },

    lookup(value, purpose) {
      let lookupKey = lookupKeys.get(purpose)
      if (!lookupKey) lookupKeys.set(purpose, (lookupKey = key(`lookup/${purpose}`)))
      return createHmac('sha256', lookupKey).update(value, 'utf8').digest('hex')
    },

    // The pepper matters: a six-digit secret alone falls to a stolen database in minutes, whatever the cost.
    async hashSecret(secret) {
      const salt = randomBytes(16)
      const hash = await derive(peppered(secret), salt, cost)
      return [
        'scrypt',
        cost.log2N,
        cost.r,
        cost.p,
        salt.toString('base64url'),
        hash.toString('base64url'),
      ].join('$')
    },

    async checkSecret(secret, stored) {
      const [scheme, log2N, r, p, salt, hash] = stored.split('$')
      if (scheme !== 'scrypt' || !salt || !hash) return false
      const expected = Buffer.from(hash, 'base64url')
      const actual = await derive(peppered(secret), Buffer.from(salt, 'base64url'), {
        log2N: Number(log2N),
        r: Number(r),
        p: Number(p),
      })
      return actual.length === expected.length && timingSafeEqual(actual, expected)
    },
  }
}

function derive(secret: Buffer, salt: Buffer, { log2N, r, p }: typeof cost): Promise<Buffer> {
  const N = 2 ** log2N
  return new Promise((resolve, reject) =>
    scrypt(secret, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    ),
  )
}
