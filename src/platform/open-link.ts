import Taro from '@tarojs/taro'

/** Opens a page of an outside party (a face check). Mini-programs copy the link for the browser instead. */
export async function openLink(url: string): Promise<'opened' | 'copied'> {
  await Taro.setClipboardData({ data: url })
  return 'copied'
}
