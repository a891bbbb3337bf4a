import Taro from '@tarojs/taro'

/** Text of a QR code seen by the camera; undefined when the person cancels. */
export async function scan(): Promise<string | undefined> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
    return result
  } catch {
    return undefined
  }
}
