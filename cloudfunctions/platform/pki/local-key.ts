import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { promisify } from 'node:util'
import type { SignatureAlgorithm } from './keys'
import {
  generateSm2KeyPair,
  namesSm2Curve,
  readSm2PrivateKey,
  sm2PrivateKeyInfo,
  sm2PublicKeyInfo,
  sm2Sign,
  type Sm2KeyPair,
} from './sm2'

export type KeyType = 'p256' | 'rsa2048' | 'rsa3072' | 'sm2'

/** A private key in this process. */
export interface LocalKey {
  algorithm: SignatureAlgorithm
  /** SubjectPublicKeyInfo, DER */
  publicKey: Buffer
  /** PKCS#8, DER: only for the encrypted key file */
  export(): Buffer
  sign(data: Buffer): Promise<Buffer>
}

const generate = promisify(generateKeyPair)

/** P-256 by default: 0.1 ms to make, where RSA-2048 takes 200 ms. */
export async function generateLocalKey(type: KeyType = 'p256'): Promise<LocalKey> {
  if (type === 'sm2') return fromSm2(generateSm2KeyPair())
  const pair =
    type === 'p256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) // quicker than the way to another thread
      : await generate('rsa', { modulusLength: type === 'rsa3072' ? 3072 : 2048 })
  return fromKeyObject(pair.privateKey, pair.publicKey.export({ type: 'spki', format: 'der' }))
}

/** A key from its PKCS#8 form, DER; its public half is computed when it is not given. */
export function importLocalKey(pkcs8: Buffer, publicKey?: Buffer): LocalKey {
  // node:crypto would take an SM2 key for ECDSA and sign something that is not SM2.
  if (namesSm2Curve(pkcs8)) return fromSm2(readSm2PrivateKey(pkcs8))
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  return fromKeyObject(key, publicKey ?? createPublicKey(key).export({ type: 'spki', format: 'der' }))
}

function fromKeyObject(key: KeyObject, publicKey: Buffer): LocalKey {
  return {
    algorithm: key.asymmetricKeyType === 'rsa' ? 'rsa-sha256' : 'ecdsa-sha256',
    publicKey,
    export: () => key.export({ type: 'pkcs8', format: 'der' }),
    async sign(data) {
      return sign('sha256', data, key)
    },
  }
}

function fromSm2(pair: Sm2KeyPair): LocalKey {
  return {
    algorithm: 'sm2-sm3',
    publicKey: sm2PublicKeyInfo(pair.point),
    export: () => sm2PrivateKeyInfo(pair),
    async sign(data) {
      return sm2Sign(pair.privateKey, pair.point, data)
    },
  }
}
