import type { DrawingItem } from '../pdf/appearance/drawing'
import type { Canvas } from './canvas'
import type { Graphic } from './model'

/** Paints a picture with its top left corner at (x, y). */
export function placeGraphic(
  canvas: Canvas,
  { graphic, width, height }: { graphic: Graphic; width: number; height: number },
  x: number,
  y: number,
  layer: 'behind' | 'text' | 'front' = 'text',
): void {
  const place = { x, y, width, height }
  const item: DrawingItem =
    'image' in graphic
      ? { kind: 'image', image: graphic.image, ...(graphic.crop ? { crop: graphic.crop } : {}), ...place }
      : { kind: 'picture', picture: graphic.picture, ...place }
  canvas.graphic(item, layer)
}
