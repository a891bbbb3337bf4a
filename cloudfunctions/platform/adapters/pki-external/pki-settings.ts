/** What an operator may say about certificates and time stamps; docs/pki.md explains each. */
export interface PkiSettings {
  suite: 'international' | 'sm'
  keyType: 'p256' | 'rsa2048' | 'rsa3072'
  /** Stamp the time for everybody at `/pki/tsa`. */
  publicTimeStamps: boolean
  tsa: { url: URL; user?: string; password?: string; policy?: string; rootsFile: string } | null
  est: {
    url: URL
    user?: string
    password?: string
    rootsFile: string
    tlsRootsFile?: string
    clientCertificateFile?: string
    clientKeyFile?: string
  } | null
  /** Folder with keys that organizations bring along. */
  keysFolder: string | null
  keysPassphrase?: string
}

/** Every variable with what it is for, English; hosts and the deploy plan list them. */
export const pkiVariables = [
  {
    name: 'QIANLI_SIGNATURE_SUITE',
    secret: false,
    purpose: '`sm` signs with SM2/SM3; default `international`',
  },
  { name: 'QIANLI_KEY_TYPE', secret: false, purpose: '`rsa2048` or `rsa3072` for new keys; default `p256`' },
  {
    name: 'QIANLI_PUBLIC_TSA',
    secret: false,
    purpose: '`1` offers the own time-stamp authority to everybody',
  },
  { name: 'QIANLI_TSA_URL', secret: false, purpose: 'RFC 3161 time-stamp service instead of the own one' },
  { name: 'QIANLI_TSA_USER', secret: false, purpose: 'its user, for basic authentication' },
  { name: 'QIANLI_TSA_PASSWORD', secret: true, purpose: 'its password' },
  { name: 'QIANLI_TSA_POLICY', secret: false, purpose: 'policy asked for and demanded, dotted OID' },
  { name: 'QIANLI_TSA_ROOTS', secret: false, purpose: 'PEM file with the roots of the time-stamp service' },
  { name: 'QIANLI_EST_URL', secret: false, purpose: 'RFC 7030 enrolment service of an outside authority' },
  { name: 'QIANLI_EST_USER', secret: false, purpose: 'its user, for basic authentication' },
  { name: 'QIANLI_EST_PASSWORD', secret: true, purpose: 'its password' },
  { name: 'QIANLI_EST_ROOTS', secret: false, purpose: 'PEM file with the roots of its certificates' },
  { name: 'QIANLI_EST_TLS_ROOTS', secret: false, purpose: 'PEM file with the roots of its web server' },
  { name: 'QIANLI_EST_CLIENT_CERT', secret: false, purpose: 'PEM file: certificate to sign in with' },
  { name: 'QIANLI_EST_CLIENT_KEY', secret: false, purpose: 'PEM file: its key' },
  { name: 'QIANLI_SIGNING_KEYS', secret: false, purpose: 'folder with keys that organizations bring along' },
  { name: 'QIANLI_SIGNING_KEYS_PASSPHRASE', secret: true, purpose: 'passphrase of encrypted keys in it' },
  {
    name: 'QIANLI_KMS_URL',
    secret: false,
    purpose: 'other address of the key management service; default https://kms.tencentcloudapi.com',
  },
] as const

/** A setting makes no sense; the message names the variable. */
export class PkiSettingsError extends Error {
  override name = 'PkiSettingsError'
}

type Env = Record<string, string | undefined>
type Name = (typeof pkiVariables)[number]['name']

/** @throws PkiSettingsError */
export function readPkiSettings(env: Env): PkiSettings {
  const optional = (name: Name) => env[name] || undefined
  const required = (name: Name, because: Name): string => {
    const value = env[name]
    if (!value) throw new PkiSettingsError(`${because} needs ${name}.`)
    return value
  }
  const oneOf = <T extends string>(name: Name, values: readonly [T, ...T[]]): T => {
    const value = env[name] || values[0]
    const found = values.find((one) => one === value)
    if (!found) throw new PkiSettingsError(`${name}=${value} is none of ${values.join(', ')}.`)
    return found
  }
  const policy = optional('QIANLI_TSA_POLICY')
  if (policy && !/^\d+(\.\d+)+$/.test(policy))
    throw new PkiSettingsError(`QIANLI_TSA_POLICY=${policy} is not a dotted object identifier.`)
  const clientCertificateFile = optional('QIANLI_EST_CLIENT_CERT')
  const clientKeyFile = optional('QIANLI_EST_CLIENT_KEY')
  if (!clientCertificateFile !== !clientKeyFile)
    throw new PkiSettingsError('QIANLI_EST_CLIENT_CERT and QIANLI_EST_CLIENT_KEY go together.')
  return {
    suite: oneOf('QIANLI_SIGNATURE_SUITE', ['international', 'sm']),
    keyType: oneOf('QIANLI_KEY_TYPE', ['p256', 'rsa2048', 'rsa3072']),
    publicTimeStamps: env.QIANLI_PUBLIC_TSA === '1',
    tsa: env.QIANLI_TSA_URL
      ? {
          // A token proves itself, so plain HTTP is usual here; not so where a password goes along.
          url: serviceUrl('QIANLI_TSA_URL', env.QIANLI_TSA_URL, env.QIANLI_TSA_USER !== undefined),
          user: optional('QIANLI_TSA_USER'),
          password: optional('QIANLI_TSA_PASSWORD'),
          policy,
          rootsFile: required('QIANLI_TSA_ROOTS', 'QIANLI_TSA_URL'),
        }
      : null,
    est: env.QIANLI_EST_URL
      ? {
          url: serviceUrl('QIANLI_EST_URL', env.QIANLI_EST_URL, true),
          user: optional('QIANLI_EST_USER'),
          password: optional('QIANLI_EST_PASSWORD'),
          rootsFile: required('QIANLI_EST_ROOTS', 'QIANLI_EST_URL'),
          tlsRootsFile: optional('QIANLI_EST_TLS_ROOTS'),
          clientCertificateFile,
          clientKeyFile,
        }
      : null,
    keysFolder: optional('QIANLI_SIGNING_KEYS') ?? null,
    keysPassphrase: optional('QIANLI_SIGNING_KEYS_PASSPHRASE'),
  }
}

/** Over TLS where secrets travel, but for services on this machine. */
function serviceUrl(name: Name, text: string, isSecret: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new PkiSettingsError(`${name}=${text} is not an http or https address.`)
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (isSecret && url.protocol === 'http:' && !isLocal)
    throw new PkiSettingsError(`${name} must be an https address.`)
  return url
}
