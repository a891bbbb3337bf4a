import { createPrivateKey } from 'node:crypto'
import { readCertificates } from '../pdf/verify/read-certificates'
import { namesSm2Curve } from '../pki/sm2'
import type { Signer, TimeStamper, ValidationData } from '../pki/keys'
import { importLocalKey } from '../pki/local-key'
import { type LocalPki } from '../pki/local-pki'
import { openAuthority } from './authority'
import { UsageError, type CommandContext } from './command'
import { readInput } from './read-file'
import { RefusedInput } from './refusal'

export const KEY_OPTIONS = {
  key: { type: 'string' },
  cert: { type: 'string' },
  chain: { type: 'string', multiple: true },
  authority: { type: 'string' },
  as: { type: 'string' },
  person: { type: 'boolean' },
} as const

export interface KeyOptions {
  key?: string | undefined
  cert?: string | undefined
  chain?: string[] | undefined
  authority?: string | undefined
  as?: string | undefined
  person?: boolean | undefined
}

/** Who signs, and what an own authority adds: its time stamps and its revocation data. */
export interface SigningKey {
  signer: Signer
  /** the name for readers: from `--as`, else from the certificate by the reader */
  name?: string
  timeStamper?: TimeStamper
  validation?: (certificates: readonly Buffer[]) => Promise<ValidationData>
}

/**
 * The key named on the command line: PEM or DER files (`--key --cert --chain`; the passphrase of an encrypted key from
 * QIANLI_KEY_PASSPHRASE), or a built-in authority in a folder that issues a certificate for `--as NAME`.
 */
export async function openSigningKey(
  options: KeyOptions,
  { env }: CommandContext,
  sha256: string,
): Promise<SigningKey> {
  if (options.authority !== undefined) return fromAuthority(options.authority, options, sha256)
  if (!options.key || !options.cert)
    throw new UsageError({
      zh: '请用 --key 和 --cert 指定密钥与证书，或用 --authority 与 --as 由内置 CA 签发',
      en: 'name a key and its certificate (--key, --cert), or a built-in authority (--authority, --as)',
    })
  return { signer: await fromFiles(options.key, options.cert, options.chain ?? [], env) }
}

async function fromAuthority(dir: string, options: KeyOptions, sha256: string): Promise<SigningKey> {
  const name = options.as?.trim()
  if (!name) throw new UsageError({ zh: '请用 --as 给出签署人名称', en: 'say who signs with --as' })
  const pki: LocalPki = await openAuthority(dir)
  const signer = options.person
    ? await pki.personSigner({ name, contractId: sha256, digest: sha256 })
    : await pki.organizationSigner({ id: name, name })
  return {
    signer,
    name,
    timeStamper: pki.timeStamper(),
    validation: (certificates) => pki.validationData(certificates),
  }
}

async function fromFiles(
  keyFile: string,
  certFile: string,
  chainFiles: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Signer> {
  const listed = await Promise.all([certFile, ...chainFiles].map(readInput))
  const [own, ...issuers] = listed.flatMap((bytes) => readCertificates(bytes))
  if (!own)
    throw new RefusedInput('CERTIFICATE', {
      zh: `${certFile} 中没有证书`,
      en: `${certFile} holds no certificate`,
    })
  const key = importLocalKey(pkcs8Of(await readInput(keyFile), keyFile, env))
  if (!key.publicKey.equals(own.publicKeyRaw))
    throw new RefusedInput('KEY_MISMATCH', {
      zh: '密钥与证书不匹配',
      en: 'the key does not belong to the certificate',
    })
  return {
    certificate: own.raw,
    chain: issuers.map(({ raw }) => raw),
    algorithm: key.algorithm,
    sign: (data) => key.sign(data),
  }
}

function pkcs8Of(bytes: Buffer, file: string, env: NodeJS.ProcessEnv): Buffer {
  const der = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(bytes.toString('latin1'))?.[1]
  const plain = der ? Buffer.from(der, 'base64') : bytes[0] === 0x30 ? bytes : null
  // node:crypto cannot hold SM2 keys: they are taken as they are.
  if (plain && namesSm2Curve(plain)) return plain
  try {
    const passphrase = env.QIANLI_KEY_PASSPHRASE
    const key = plain
      ? createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' })
      : createPrivateKey({ key: bytes, ...(passphrase === undefined ? {} : { passphrase }) })
    return key.export({ type: 'pkcs8', format: 'der' })
  } catch {
    throw new RefusedInput('KEY', {
      zh: `无法读取密钥 ${file}（加密的密钥请设置 QIANLI_KEY_PASSPHRASE）`,
      en: `cannot read the key ${file} (set QIANLI_KEY_PASSPHRASE for an encrypted one)`,
    })
  }
}
