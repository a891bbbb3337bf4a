import Taro from '@tarojs/taro'

export interface Capabilities {
  /** WeChat vouches for the phone number (one press). */
  wechatPhone: boolean
  scan: boolean
  /** Sending to a chat by the host's own share button. */
  shareToChat: boolean
  saveImage: boolean
  host: 'weapp' | 'wecom' | 'browser'
}

/** What this host can do; asked instead of its name wherever a page differs. */
export function capabilities(): Capabilities {
  const wecom = 'qy' in Taro && Boolean(Reflect.get(Taro, 'qy'))

  return {
    wechatPhone: !wecom,
    scan: true,
    shareToChat: true,
    saveImage: true,
    host: wecom ? 'wecom' : 'weapp',
  }
}
