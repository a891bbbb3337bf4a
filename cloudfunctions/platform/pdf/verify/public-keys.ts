import { createPublicKey, type KeyObject } from 'node:crypto'
import { DerError, readDer, type DerNode } from '../../pki/der-reader'
import { OID } from '../../pki/oids'
import { namesSm2Curve } from '../../pki/sm2'

/** A key on the SM2 curve: its uncompressed point. */
export class Sm2PublicKey {
  constructor(readonly point: Buffer) {}
}

export type PublicKey = KeyObject | Sm2PublicKey

/** Authorities' keys come back in file after file, and reading one costs more than a check with it. */
const MAX_KEYS = 512
const known = new Map<string, PublicKey | null>()

/** Empties the memory, for measurements of what a file costs that is seen for the first time. */
export const forgetPublicKeys = (): void => known.clear()

/** A public key from its SubjectPublicKeyInfo (DER); null when this OpenSSL cannot read it. */
export function publicKeyOf(spki: Buffer): PublicKey | null {
  const id = spki.toString('latin1')
  const cached = known.get(id)
  if (cached !== undefined) return cached
  const key = read(spki)
  const oldest = known.size >= MAX_KEYS ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  known.set(id, key)
  return key
}

function read(spki: Buffer): PublicKey | null {
  try {
    // node:crypto takes such a key for ECDSA, which is not the SM2 signature of GB/T 32918.
    if (namesSm2Curve(spki)) return new Sm2PublicKey(readDer(spki).child(1).bits)
    return rsaKey(spki) ?? createPublicKey({ key: spki, format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

/** An rsaEncryption key by its numbers: OpenSSL's general decoder takes thirty times as long. Null for other keys. */
function rsaKey(spki: Buffer): KeyObject | null {
  const node = readDer(spki)
  if (node.child(0).child(0).oid !== OID.rsaEncryption) return null
  const [modulus, exponent] = readDer(node.child(1).bits).expect(0x30).children
  if (!modulus || !exponent) return null
  const number = (field: DerNode) => unsigned(field.expect(0x02).content)
  return createPublicKey({
    key: { kty: 'RSA', n: number(modulus), e: number(exponent) },
    format: 'jwk',
  })
}

function unsigned(content: Buffer): string {
  if (content.length === 0 || (content[0] as number) & 0x80) throw new DerError('form', 'RSA number')
  return content.subarray(content[0] === 0 ? 1 : 0).toString('base64url')
}
