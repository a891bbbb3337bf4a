import Taro from '@tarojs/taro'

/** Mini-programs cannot open the page of an outside party: the link is copied for the browser. */
export async function openLink(url: string): Promise<'left' | 'copied'> {
  await Taro.setClipboardData({ data: url })
  return 'copied'
}

/** A path of ours in the form an outside page can lead back to. */
export function pathForReturn(path: string): string {
  return path
}
