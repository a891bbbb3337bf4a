import type { WechatPhoneButtonProps } from './types'

/** Browsers cannot vouch for a phone number. */
export function WechatPhoneButton(_props: WechatPhoneButtonProps) {
  return null
}
