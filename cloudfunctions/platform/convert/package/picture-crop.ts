import type { ImageCrop } from '../../pdf/appearance/drawing'
import type { XmlElement } from './xml'

/** Parts in 1/1000 percent, as a:srcRect counts (ECMA-376 §20.1.8.55). */
const WHOLE = 100_000

/** What a picture's source rectangle cuts off; undefined when it shows the whole picture. */
export function cropOf(rectangle: XmlElement | undefined): ImageCrop | undefined {
  const side = (name: string): number => {
    const value = Number(rectangle?.attributes[name] ?? 0)
    return Number.isFinite(value) ? Math.max(-10, Math.min(10, value / WHOLE)) : 0
  }
  const crop = { left: side('l'), top: side('t'), right: side('r'), bottom: side('b') }
  const leavesSomething = crop.left + crop.right < 0.999 && crop.top + crop.bottom < 0.999
  return leavesSomething && Object.values(crop).some((value) => value !== 0) ? crop : undefined
}
