import Taro from '@tarojs/taro'
import type { ChooseOptions, ChosenFile } from './chosen-file'

/** WeChat's dialogs take no more at once. */
const mostMessages = 100
const mostPictures = 20

/** Files out of a chat (WeChat has no other file dialog), in the order they were chosen. None when the person cancels. */
export async function chooseFiles({ most }: ChooseOptions): Promise<ChosenFile[]> {
  try {
    // Endings are heeded for files only; asking for all offers pictures of the chat too. The page tells what fits.
    const { tempFiles } = await Taro.chooseMessageFile({ count: Math.min(most, mostMessages), type: 'all' })
    return tempFiles.map(({ name, size, path }) => ({ name, size, path }))
  } catch {
    return []
  }
}

/** Pictures from the album or the camera, in the order they were chosen. None when the person cancels. */
export async function choosePictures(most: number): Promise<ChosenFile[]> {
  try {
    const { tempFiles } = await Taro.chooseImage({
      count: Math.min(most, mostPictures),
      sizeType: ['original', 'compressed'],
      sourceType: ['album', 'camera'],
    })
    return tempFiles.map(({ path, size }, i) => ({ name: nameOf(path, i), size, path }))
  } catch {
    return []
  }
}

/** Pictures come without a name of their own, only with that of a temporary file. */
function nameOf(path: string, index: number): string {
  const ending = /\.(png|jpe?g|bmp)$/i.exec(path)?.[0].toLowerCase() ?? '.jpg'
  return `图片${index + 1}${ending}`
}
