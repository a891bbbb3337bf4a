import type { DrawingItem, ImageCrop } from '../../pdf/appearance/drawing'
import type { SheetPicture } from './pictures'
import type { LaidSheet, SheetPage } from './sheet-layout'

/** Where the page's own cells stand, after repeated titles, in points of the page. */
export interface OwnCells {
  x: number
  y: number
  right: number
  bottom: number
}

/** The parts of pictures that lie on this page: one over a page's edge goes on in the next. */
export function drawPictures(
  { pictures, grid, scale }: LaidSheet,
  page: SheetPage,
  own: OwnCells,
): DrawingItem[] {
  const before = {
    width: grid.widthOf(0, page.firstColumn - 1),
    height: grid.heightOf(0, page.firstRow - 1),
  }
  return pictures.flatMap((picture): DrawingItem[] => {
    const x = own.x + (picture.fromLeft - before.width) * scale
    const y = own.y + (picture.fromTop - before.height) * scale
    const across = part(x, picture.width * scale, own.x, own.right)
    const down = part(y, picture.height * scale, own.y, own.bottom)
    if (!across || !down) return []
    const crop = cropped(picture, across, down)
    return [
      {
        kind: 'image',
        image: picture.image,
        ...(crop ? { crop } : {}),
        x: across.from,
        y: down.from,
        width: across.to - across.from,
        height: down.to - down.from,
      },
    ]
  })
}

interface Part {
  from: number
  to: number
  /** parts of the picture cut off before and after, 0 to 1 */
  before: number
  after: number
}

/** What of a length lies between two edges; null for less than a hair. */
function part(start: number, length: number, low: number, high: number): Part | null {
  const [from, to] = [Math.max(start, low), Math.min(start + length, high)]
  if (to - from < 0.1) return null
  return { from, to, before: (from - start) / length, after: (start + length - to) / length }
}

function cropped({ crop }: SheetPicture, across: Part, down: Part): ImageCrop | undefined {
  const whole = crop ?? { left: 0, right: 0, top: 0, bottom: 0 }
  const wide = 1 - whole.left - whole.right
  const high = 1 - whole.top - whole.bottom
  const all = {
    left: whole.left + across.before * wide,
    right: whole.right + across.after * wide,
    top: whole.top + down.before * high,
    bottom: whole.bottom + down.after * high,
  }
  return crop || Object.values(all).some((cut) => cut > 1e-6) ? all : undefined
}
