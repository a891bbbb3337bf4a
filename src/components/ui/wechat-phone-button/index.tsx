import { Button } from '@tarojs/components'
import type { WechatPhoneButtonProps } from './types'
import './index.scss'

/** WeChat vouches for the phone number: only its own button may ask. */
export function WechatPhoneButton({ children, busy, onBlocked, onCode }: WechatPhoneButtonProps) {
  return (
    <Button
      className="btn btn--primary btn--large wechat-phone"
      openType={onBlocked ? undefined : 'getPhoneNumber'}
      loading={busy}
      disabled={busy}
      onClick={onBlocked}
      onGetPhoneNumber={(event) => onCode(event.detail.code)}
    >
      {children}
    </Button>
  )
}
