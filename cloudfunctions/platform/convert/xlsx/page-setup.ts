import type { Sheet } from './sheet'
import { isOn } from './styles'

/** Paper by its number (ISO 29500-1 §18.3.1.63), points, upright. */
const PAPER: Readonly<Record<number, readonly [number, number]>> = {
  1: [612, 792],
  5: [612, 1008],
  7: [522, 756],
  8: [841.89, 1190.55],
  9: [595.28, 841.89],
  11: [419.53, 595.28],
  12: [728.5, 1031.81],
  13: [515.91, 728.5],
  66: [1190.55, 1683.78],
}
const A4 = PAPER[9] ?? [595.28, 841.89]

export interface PrintSetup {
  /** points */
  width: number
  height: number
  margins: { top: number; right: number; bottom: number; left: number; header: number; footer: number }
  /** given by the author; null when he left it open */
  scale: number | null
  /** pages wide and high to fit into; 0 as many as it takes */
  fit: { wide: number; high: number } | null
  /** pages go to the right before they go down */
  overThenDown: boolean
  centred: { across: boolean; down: boolean }
  gridLines: boolean
  firstPage: number | null
}

export function printSetup({ settings }: Sheet): PrintSetup {
  const setup = settings.get('pageSetup') ?? {}
  const options = settings.get('printOptions') ?? {}
  const margins = settings.get('pageMargins') ?? {}
  const [short, long] = PAPER[Number(setup.paperSize ?? 9)] ?? A4
  const lying = setup.orientation === 'landscape'
  const inches = (name: string, usual: number): number => {
    const value = Number(margins[name] ?? usual)
    return Math.max(0, Math.min(5, Number.isFinite(value) ? value : usual)) * 72
  }
  const scale = Number(setup.scale)
  const fits = isOn(settings.get('pageSetUpPr')?.fitToPage)
  return {
    width: lying ? long : short,
    height: lying ? short : long,
    margins: {
      top: inches('top', 0.75),
      right: inches('right', 0.7),
      bottom: inches('bottom', 0.75),
      left: inches('left', 0.7),
      header: inches('header', 0.3),
      footer: inches('footer', 0.3),
    },
    scale: scale >= 10 && scale <= 400 ? scale / 100 : null,
    fit: fits ? { wide: Number(setup.fitToWidth ?? 1), high: Number(setup.fitToHeight ?? 1) } : null,
    overThenDown: setup.pageOrder === 'overThenDown',
    centred: { across: isOn(options.horizontalCentered), down: isOn(options.verticalCentered) },
    gridLines: isOn(options.gridLines),
    firstPage: isOn(setup.useFirstPageNumber) ? Number(setup.firstPageNumber ?? 1) : null,
  }
}
