import type { WechatPort } from '#platform/kernel/ports'
import { ProviderFailure } from '#platform/kernel/ports'

/** The part of wx-server-sdk's `openapi` this adapter uses. */
export interface PhoneNumberApi {
  phonenumber: {
    getPhoneNumber(request: {
      code: string
    }): Promise<{ errCode?: number; phoneInfo?: { purePhoneNumber?: string; countryCode?: string } }>
  }
}

/** `invalid code` and `code been used` of the phone-number API: the caller's fault, not the provider's. */
const badCode = new Set([40029, 40163, 40003])

/** WeChat through the cloud call of wx-server-sdk (permission `phonenumber.getPhoneNumber` in config.json). */
export class CloudWechat implements WechatPort {
  readonly simulated = false
  constructor(private readonly openapi: PhoneNumberApi) {}

  async phoneNumber(code: string): Promise<string | null> {
    try {
      const { phoneInfo } = await this.openapi.phonenumber.getPhoneNumber({ code })
      if (phoneInfo?.countryCode !== '86') return null
      return phoneInfo.purePhoneNumber ?? null
    } catch (e) {
      const { errCode } = (e ?? {}) as { errCode?: unknown }
      if (typeof errCode === 'number' && badCode.has(errCode)) return null
      throw new ProviderFailure(`getPhoneNumber.${typeof errCode === 'number' ? errCode : 'failed'}`)
    }
  }
}
