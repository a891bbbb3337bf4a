import type { FacePort, IdentityRegistryPort, SmsPort } from '#platform/kernel/ports'
import { TencentFace } from '#platform/adapters/face/tencent-face'
import { TencentRegistry } from '#platform/adapters/registry/tencent-registry'
import { TencentSms } from '#platform/adapters/sms/tencent-sms'
import type { CloudEndpoint } from './client'
import type { CloudKey } from './tc3'

export interface OutsideParties {
  sms: SmsPort
  face: FacePort
  registry: IdentityRegistryPort
}

/** Environment names of the real providers; deployment lists them. */
export const partyVariables = [
  'TENCENT_SECRET_ID',
  'TENCENT_SECRET_KEY',
  'QIANLI_SMS_APP_ID',
  'QIANLI_SMS_SIGN_NAME',
  'QIANLI_SMS_TEMPLATE_CAPTCHA',
  'QIANLI_SMS_TEMPLATE_INVITATION',
  'QIANLI_SMS_TEMPLATE_REMINDER',
  'QIANLI_SMS_TEMPLATE_COMPLETED',
  'QIANLI_SMS_TEMPLATE_ENDED',
  'QIANLI_FACE_RULE_REAL_NAME',
  'QIANLI_FACE_RULE_SIGN',
] as const

export class PartiesMissing extends Error {
  override name = 'PartiesMissing'
  constructor(readonly variables: string[]) {
    super(`These environment variables are needed to reach the outside parties: ${variables.join(', ')}`)
  }
}

interface Reach {
  smsUrl: string
  faceUrl: string
  key: CloudKey
  region: string
  simulated: boolean
}

/** One set of clients for the provider and for its simulator: only addresses and keys differ. */
function clients(
  reach: Reach,
  publicUrl: string,
  settings: (name: (typeof partyVariables)[number]) => string,
): OutsideParties {
  const { key, region, simulated } = reach
  const sms: CloudEndpoint = { url: reach.smsUrl, service: 'sms', version: '2021-01-11', region, key }
  const faceId: CloudEndpoint = { url: reach.faceUrl, service: 'faceid', version: '2018-03-01', region, key }
  return {
    sms: new TencentSms({
      endpoint: sms,
      sdkAppId: settings('QIANLI_SMS_APP_ID'),
      signName: settings('QIANLI_SMS_SIGN_NAME'),
      templates: {
        captcha: settings('QIANLI_SMS_TEMPLATE_CAPTCHA'),
        'sign-invitation': settings('QIANLI_SMS_TEMPLATE_INVITATION'),
        'sign-reminder': settings('QIANLI_SMS_TEMPLATE_REMINDER'),
        'contract-completed': settings('QIANLI_SMS_TEMPLATE_COMPLETED'),
        'contract-ended': settings('QIANLI_SMS_TEMPLATE_ENDED'),
      },
      simulated,
    }),
    face: new TencentFace({
      endpoint: faceId,
      ruleIds: {
        'real-name': settings('QIANLI_FACE_RULE_REAL_NAME'),
        sign: settings('QIANLI_FACE_RULE_SIGN'),
      },
      publicUrl,
      simulated,
    }),
    registry: new TencentRegistry(faceId, simulated),
  }
}

/** The real providers. @throws PartiesMissing naming every variable that is absent */
export function realParties(env: Record<string, string | undefined>, publicUrl: string): OutsideParties {
  const missing = partyVariables.filter((name) => !env[name])
  if (missing.length > 0) throw new PartiesMissing(missing)
  const setting = (name: (typeof partyVariables)[number]) => env[name] ?? ''
  return clients(
    {
      smsUrl: env.QIANLI_SMS_URL || 'https://sms.tencentcloudapi.com',
      faceUrl: env.QIANLI_FACE_URL || 'https://faceid.tencentcloudapi.com',
      key: { secretId: setting('TENCENT_SECRET_ID'), secretKey: setting('TENCENT_SECRET_KEY') },
      region: env.TENCENT_REGION || 'ap-guangzhou',
      simulated: false,
    },
    publicUrl,
    setting,
  )
}

const simulatorSettings: Record<(typeof partyVariables)[number], string> = {
  TENCENT_SECRET_ID: '',
  TENCENT_SECRET_KEY: '',
  QIANLI_SMS_APP_ID: 'simulator',
  QIANLI_SMS_SIGN_NAME: '签立',
  QIANLI_SMS_TEMPLATE_CAPTCHA: 'captcha',
  QIANLI_SMS_TEMPLATE_INVITATION: 'sign-invitation',
  QIANLI_SMS_TEMPLATE_REMINDER: 'sign-reminder',
  QIANLI_SMS_TEMPLATE_COMPLETED: 'contract-completed',
  QIANLI_SMS_TEMPLATE_ENDED: 'contract-ended',
  QIANLI_FACE_RULE_REAL_NAME: 'real-name',
  QIANLI_FACE_RULE_SIGN: 'sign',
}

/** The same clients against the simulators at `url`, which check signatures made with `key`. */
export function simulatedParties(url: string, key: CloudKey, publicUrl: string): OutsideParties {
  return clients(
    { smsUrl: url, faceUrl: url, key, region: 'local', simulated: true },
    publicUrl,
    (name) => simulatorSettings[name],
  )
}

/** Where keys in Tencent Cloud's key management service are used; undefined without an access key. */
export function kmsEndpoint(env: Record<string, string | undefined>): CloudEndpoint | undefined {
  const { TENCENT_SECRET_ID: secretId, TENCENT_SECRET_KEY: secretKey } = env
  if (!secretId || !secretKey) return undefined
  return {
    url: env.QIANLI_KMS_URL || 'https://kms.tencentcloudapi.com',
    service: 'kms',
    version: '2019-01-18',
    region: env.TENCENT_REGION || 'ap-guangzhou',
    key: { secretId, secretKey },
  }
}
