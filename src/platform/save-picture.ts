import Taro from '@tarojs/taro'

/** A self-contained SVG and its size in px. */
interface Picture {
  svg: string
  width: number
  height: number
}

/** Draws a picture off screen and puts it into the album. False when the person declines. */
export async function savePicture({ svg, width, height }: Picture, _filename: string): Promise<boolean> {
  try {
    const canvas = Taro.createOffscreenCanvas({ type: '2d', width, height })
    const image = canvas.createImage()
    await new Promise<void>((resolve, reject) => {
      image.onload = () => resolve()
      image.onerror = () => reject(new Error('picture not drawn'))
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
    })
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D
    pen.drawImage(image as unknown as CanvasImageSource, 0, 0, width, height)
    const png = (canvas as unknown as { toDataURL: (type: string) => string }).toDataURL('image/png')
    const filePath = `${Taro.env.USER_DATA_PATH}/signature-code.png`
    Taro.getFileSystemManager().writeFileSync(filePath, png.slice(png.indexOf(',') + 1), 'base64')
    await Taro.saveImageToPhotosAlbum({ filePath })
    return true
  } catch {
    return false
  }
}
