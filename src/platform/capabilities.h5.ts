import type { Capabilities } from './capabilities'

export type { Capabilities }

/** What this host can do; asked instead of its name wherever a page differs. */
export function capabilities(): Capabilities {
  return {
    wechatPhone: false,
    scan: false,
    shareToChat: typeof navigator.share === 'function',
    saveImage: true,
    host: 'browser',
  }
}
