/** A self-contained SVG and its size in px. */
interface Picture {
  svg: string
  width: number
  height: number
}

/** Draws a picture and lets the browser keep it as PNG. True when it was handed over. */
export async function savePicture({ svg, width, height }: Picture, filename: string): Promise<boolean> {
  try {
    const image = await loaded(`data:image/svg+xml,${encodeURIComponent(svg)}`)
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d')
    if (!pen) return false
    pen.drawImage(image, 0, 0, width, height)

    const link = document.createElement('a')
    link.href = canvas.toDataURL('image/png')
    link.download = filename
    document.body.appendChild(link)
    link.click()
    link.remove()
    return true
  } catch {
    return false
  }
}

function loaded(src: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => reject(new Error('picture not drawn'))
    image.src = src
  })
}
