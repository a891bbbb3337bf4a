import { createHash } from 'node:crypto'
import { ProviderFailure, type SmsPort, type SmsTemplate } from '#platform/kernel/ports'
import { paperDate } from '#platform/kernel/calendar'
import { callCloud, type CloudEndpoint } from '#platform/adapters/tencent-cloud/client'

export type TemplateName = SmsTemplate['template']

export interface TencentSmsSettings {
  endpoint: CloudEndpoint
  /** Application in the SMS console. */
  sdkAppId: string
  /** Approved signature, without the brackets. */
  signName: string
  /** Approved template of each message; parameters in the order of {@link parametersOf}. */
  templates: Record<TemplateName, string>
  simulated: boolean
}

/** Tencent Cloud SMS, API `SendSms` 2021-01-11. */
export class TencentSms implements SmsPort {
  readonly simulated: boolean
  constructor(private readonly settings: TencentSmsSettings) {
    this.simulated = settings.simulated
  }

  async send(phone: string, message: SmsTemplate, dedupeKey: string): Promise<void> {
    const { endpoint, sdkAppId, signName, templates } = this.settings
    const answer = await callCloud(endpoint, 'SendSms', {
      PhoneNumberSet: [`+86${phone}`],
      SmsSdkAppId: sdkAppId,
      SignName: signName,
      TemplateId: templates[message.template],
      TemplateParamSet: parametersOf(message),
      SessionContext: createHash('sha256').update(dedupeKey).digest('hex'),
    })
    const [status] = (answer.SendStatusSet ?? []) as { Code?: string }[]
    // The call as a whole succeeds even when the number is refused.
    if (status?.Code !== 'Ok') throw new ProviderFailure(status?.Code ?? 'NoStatus')
  }
}

const howInChinese = { refused: '被拒签', revoked: '被撤销', expired: '已过期' }

/** Template parameters in order; the text around them is the approved template's. */
export function parametersOf(message: SmsTemplate): string[] {
  switch (message.template) {
    case 'captcha':
      return [message.code, String(message.minutes)]
    case 'sign-invitation':
    case 'sign-reminder':
      return [message.inviterName, message.contractName, paperDate(message.deadline), message.url]
    case 'contract-completed':
      return [message.contractName, message.url]
    case 'contract-ended':
      return [message.contractName, howInChinese[message.how], message.reason || '无']
  }
}

/** Template texts as they are submitted for approval; `{1}` is the first parameter. */
export const templateTexts: Record<TemplateName, string> = {
  captcha: '您的验证码为 {1}，{2} 分钟内有效。请勿告知他人。',
  'sign-invitation': '{1}邀请您签署《{2}》，请于 {3}前完成签署：{4}',
  'sign-reminder': '{1}邀请您签署的《{2}》将于 {3}截止，您尚未签署，请尽快完成：{4}',
  'contract-completed': '《{1}》已全部签署完成，点击查看：{2}',
  'contract-ended': '《{1}》{2}，签署已结束。原因：{3}',
}
