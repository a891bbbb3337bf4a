import { createPublicKey, type KeyObject } from 'node:crypto'

/** Authorities' keys come back in file after file, and reading one costs more than a check with it. */
const MAX_KEYS = 512
const known = new Map<string, KeyObject | null>()

/** A public key from its SubjectPublicKeyInfo (DER); null when this OpenSSL cannot read it. */
export function publicKeyOf(spki: Buffer): KeyObject | null {
  const id = spki.toString('latin1')
  const cached = known.get(id)
  if (cached !== undefined) return cached
  const key = read(spki)
  const oldest = known.size >= MAX_KEYS ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  known.set(id, key)
  return key
}

// 1.2.156.10197.1.301: node:crypto takes such a key for ECDSA, which is not the SM2 signature of GB/T 32918.
const SM2_CURVE = Buffer.from('06082a811ccf5501822d', 'hex')

function read(spki: Buffer): KeyObject | null {
  if (spki.includes(SM2_CURVE)) return null
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' })
  } catch {
    return null
  }
}
