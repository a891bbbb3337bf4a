import Taro from '@tarojs/taro'

/** Shows the receipt of a signed contract instead of the present page. */
export function showReceipt(contractId: string): void {
  void Taro.redirectTo({ url: `/packages/sign/done/index?id=${encodeURIComponent(contractId)}` })
}
