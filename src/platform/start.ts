import Taro from '@tarojs/taro'
import { focusManager, onlineManager } from '@tanstack/react-query'

/** Once, before the first page: the cloud, and what the query cache must know about the host. */
export function startPlatform(): void {
  // The environment of the cloud is the one the mini-program is bound to.
  Taro.cloud.init({ traceUser: false })

  onlineManager.setEventListener((setOnline) => {
    Taro.onNetworkStatusChange(({ isConnected }) => setOnline(isConnected))
    return () => undefined
  })
}

export function appShown(): void {
  focusManager.setFocused(true)
}

export function appHidden(): void {
  focusManager.setFocused(false)
}
