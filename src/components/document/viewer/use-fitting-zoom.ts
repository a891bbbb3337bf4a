import { useEffect, useState } from 'react'
import { fittingZoom, inkMargins } from '../ink-margins'

const sample = 200

/** Reads the margins of the first page and answers the zoom that crops them; 1 until known, or when it cannot be read. */
export function useFittingZoom(
  url: string | undefined,
  fields: readonly { from: number; to: number }[] | undefined,
): number {
  const [fit, setFit] = useState(1)
  const wanted = fields !== undefined

  useEffect(() => {
    if (!url || !wanted) return undefined
    let over = false
    const image = new Image()
    image.onload = () => {
      if (over || image.naturalWidth === 0) return
      const canvas = document.createElement('canvas')
      canvas.width = sample
      canvas.height = Math.max(1, Math.round((sample * image.naturalHeight) / image.naturalWidth))
      const context = canvas.getContext('2d')
      if (!context) return
      try {
        context.drawImage(image, 0, 0, canvas.width, canvas.height)
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
        setFit(fittingZoom(inkMargins(data, canvas.width, canvas.height), fields ?? []))
      } catch {
        // An image of another origin cannot be read: the whole page is shown.
      }
    }
    image.src = url
    return () => {
      over = true
    }
    // The first image decides once; later links of the same page change nothing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [url !== undefined, wanted])

  return fit
}
