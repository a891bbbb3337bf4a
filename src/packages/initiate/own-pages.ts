import Taro from '@tarojs/taro'
import { replacePage } from '@/platform/navigate'

/** Back to file and parties; opens them when the placing page was opened by itself. */
export function backToSetup(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else replacePage('initiate')
}
