import Taro from '@tarojs/taro'
import { networkError } from './call-error'

/** Opens a document behind a short-lived link with the system's viewer, from where it can be kept or passed on. */
export async function download(url: string, filename: string): Promise<void> {
  const ending = filename.split('.').pop() ?? ''

  try {
    const { tempFilePath } = await Taro.downloadFile({ url })
    const filePath = `${Taro.env.USER_DATA_PATH}/${filename}`
    await new Promise<void>((resolve, reject) =>
      Taro.getFileSystemManager().saveFile({
        tempFilePath,
        filePath,
        success: () => resolve(),
        fail: reject,
      }),
    )
    if (ending === 'pdf') await Taro.openDocument({ filePath, fileType: 'pdf', showMenu: true })
    else await Taro.shareFileMessage({ filePath, fileName: filename })
  } catch {
    throw networkError()
  }
}
