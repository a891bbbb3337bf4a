import type { DrawingItem, RasterImage } from '../appearance/drawing'

interface Frame {
  x: number
  y: number
  width: number
  height: number
}

/** Width and height as the image is seen: EXIF orientations 5 to 8 lie on their side. */
export function shownSize({ width, height, orientation = 1 }: RasterImage): {
  width: number
  height: number
} {
  return orientation >= 5 ? { width: height, height: width } : { width, height }
}

/** An image in the middle of a frame with its proportions, as large as the frame lets it be. */
export function fitImage(image: RasterImage, frame: Frame): DrawingItem {
  const shown = shownSize(image)
  const scale = Math.min(frame.width / shown.width, frame.height / shown.height)
  const width = shown.width * scale
  const height = shown.height * scale
  return {
    kind: 'image',
    image,
    x: frame.x + (frame.width - width) / 2,
    y: frame.y + (frame.height - height) / 2,
    width,
    height,
  }
}

const GAP = 4

/** Several images in one frame: in the grid that shows them largest, row by row. */
export function fitImages(images: readonly RasterImage[], frame: Frame): DrawingItem[] {
  const count = images.length
  let best = { columns: 1, area: -1 }
  for (let columns = 1; columns <= count; columns++) {
    const cell = cellOf(frame, columns, Math.ceil(count / columns))
    if (cell.width <= 0 || cell.height <= 0) continue
    const area = images.reduce((sum, image) => {
      const shown = shownSize(image)
      const scale = Math.min(cell.width / shown.width, cell.height / shown.height)
      return sum + shown.width * shown.height * scale * scale
    }, 0)
    if (area > best.area) best = { columns, area }
  }
  const { columns } = best
  const cell = cellOf(frame, columns, Math.ceil(count / columns))
  return images.map((image, i) =>
    fitImage(image, {
      ...cell,
      x: frame.x + (i % columns) * (cell.width + GAP),
      y: frame.y + Math.floor(i / columns) * (cell.height + GAP),
    }),
  )
}

const cellOf = (frame: Frame, columns: number, rows: number): { width: number; height: number } => ({
  width: (frame.width - (columns - 1) * GAP) / columns,
  height: (frame.height - (rows - 1) * GAP) / rows,
})
