import Taro from '@tarojs/taro'

const root = '/packages/initiate'

export function openPlacing(): void {
  void Taro.navigateTo({ url: `${root}/place/index` })
}

/** Back to file and parties; opens them when the placing page was opened by itself. */
export function backToSetup(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.redirectTo({ url: `${root}/setup/index` })
}

export function showSent(contractId: string): void {
  void Taro.redirectTo({ url: `${root}/sent/index?id=${encodeURIComponent(contractId)}` })
}
