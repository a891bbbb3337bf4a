import Taro from '@tarojs/taro'
import type { ChooseOptions, ChosenFile } from './chosen-file'

/** One file out of a chat (WeChat has no other file dialog). Undefined when the person cancels. */
export async function chooseFile({ endings }: ChooseOptions): Promise<ChosenFile | undefined> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings] })
    const [file] = tempFiles
    return file && { name: file.name, size: file.size, path: file.path }
  } catch {
    return undefined
  }
}
