import { pkiVariables, readPkiSettings, type PkiSettings } from '#platform/adapters/pki-external/pki-settings'
import { partyVariables } from '#platform/adapters/tencent-cloud/parties-from-env'

/** Sizes of the product: files up to 60 MB; 1,000 pages must work. */
export const limits = { uploadBytes: 60 * 1024 * 1024, maxPages: 2000 }

/** One variable of a function's environment; the deploy plan lists them. */
export interface CloudVariable {
  name: string
  secret: boolean
  required: boolean
  /** What it is for, English. */
  purpose: string
}

const own: CloudVariable[] = [
  {
    name: 'QIANLI_MASTER_SECRET',
    secret: true,
    required: true,
    purpose: '32 random bytes, base64url: encryption at rest. Losing it makes personal data unreadable',
  },
  {
    name: 'QIANLI_KEY_STORE_SECRET',
    secret: true,
    required: true,
    purpose: '32 random bytes, base64url: encrypts the keys of the certificate authority',
  },
  { name: 'PUBLIC_URL', secret: false, required: true, purpose: 'Base of the links that people get' },
  {
    name: 'DATABASE_URL',
    secret: true,
    required: false,
    purpose: 'PostgreSQL instead of the document database',
  },
  {
    name: 'QIANLI_CONVERTER',
    secret: false,
    required: false,
    purpose: 'Converter of Office files: embedded (default), libreoffice, tencent',
  },
  {
    name: 'QIANLI_COS_URL',
    secret: false,
    required: false,
    purpose: 'Bucket with document preview, for QIANLI_CONVERTER=tencent',
  },
  { name: 'TENCENT_REGION', secret: false, required: false, purpose: 'Region of SMS and FaceID' },
]

export const cloudVariables: readonly CloudVariable[] = [
  ...own,
  ...pkiVariables.map((variable) => ({ ...variable, required: false })),
  ...partyVariables.map((name) => ({
    name,
    secret: name === 'TENCENT_SECRET_KEY',
    required: true,
    purpose: name.startsWith('QIANLI_SMS')
      ? 'Tencent Cloud SMS'
      : name.startsWith('QIANLI_FACE')
        ? 'Tencent Cloud FaceID'
        : 'Access key of Tencent Cloud for SMS and FaceID',
  })),
]

export class CloudSettingsMissing extends Error {
  override name = 'CloudSettingsMissing'
}

export interface CloudSettings {
  masterSecret: Buffer
  keyStoreSecret: Buffer
  publicUrl: string
  databaseUrl: string | null
  pki: PkiSettings
  limits: typeof limits
}

/** @throws CloudSettingsMissing naming every variable that is absent or too short; PkiSettingsError */
export function readCloudSettings(env: Record<string, string | undefined>): CloudSettings {
  const masterSecret = Buffer.from(env.QIANLI_MASTER_SECRET ?? '', 'base64url')
  const keyStoreSecret = Buffer.from(env.QIANLI_KEY_STORE_SECRET ?? '', 'base64url')
  const faults = [
    ...(masterSecret.length < 32 ? ['QIANLI_MASTER_SECRET'] : []),
    ...(keyStoreSecret.length !== 32 ? ['QIANLI_KEY_STORE_SECRET'] : []),
    ...(URL.canParse(env.PUBLIC_URL ?? '') ? [] : ['PUBLIC_URL']),
  ]
  if (faults.length > 0) throw new CloudSettingsMissing(`Absent or not valid: ${faults.join(', ')}`)
  return {
    masterSecret,
    keyStoreSecret,
    publicUrl: new URL(env.PUBLIC_URL ?? '').origin,
    databaseUrl: env.DATABASE_URL || null,
    pki: readPkiSettings(env),
    limits,
  }
}
