import { childrenOf, descendantOf, type XmlElement } from '../package/xml'

/** The first 64 of the indexed colours (ISO 29500-1 §18.8.27). */
const INDEXED =
  '000000ffffffff000000ff000000ffffff00ff00ff00ffff000000ffffffff000000ff000000ffffff00ff00ff00ffff800000008000000080808000800080008080c0c0c08080809999ff993366ffffccccffff660066ff80800066ccccccff000080ff00ffffff0000ffff800080800000008080' +
  '0000ff00ccffccffffccffccffff9999ccffff99cccc99ffffcc993366ff33cccc99cc00ffcc00ff9900ff6600666699969696003366339966003300333300993300993366333399333333'

/** Order of theme colours in a cell's `theme` attribute: light and dark stand the other way round than in the theme. */
const THEME_ORDER = [
  'lt1',
  'dk1',
  'lt2',
  'dk2',
  'accent1',
  'accent2',
  'accent3',
  'accent4',
  'accent5',
  'accent6',
  'hlink',
  'folHlink',
]
const USUAL_THEME = [
  'ffffff',
  '000000',
  'e7e6e6',
  '44546a',
  '4472c4',
  'ed7d31',
  'a5a5a5',
  'ffc000',
  '5b9bd5',
  '70ad47',
  '0563c1',
  '954f72',
]

/** Colours of one workbook as #rrggbb. */
export class Colours {
  private readonly theme: string[]
  private readonly indexed: string[] | null

  constructor(theme: XmlElement | undefined, styles: XmlElement | undefined) {
    const scheme = descendantOf(theme, 'clrScheme')
    this.theme = THEME_ORDER.map((name, i) => {
      const [colour] = scheme?.children.find((child) => child.name === name)?.children ?? []
      return (
        colour?.attributes.lastClr ??
        colour?.attributes.val ??
        USUAL_THEME[i] ??
        '000000'
      ).toLowerCase()
    })
    const own = childrenOf(descendantOf(styles, 'indexedColors'), 'rgbColor')
    this.indexed =
      own.length > 0 ? own.map(({ attributes }) => (attributes.rgb ?? '').slice(-6).toLowerCase()) : null
  }

  /** Of a `color`, `fgColor` … element; undefined when it names none, or the automatic one. */
  of(element: XmlElement | undefined): string | undefined {
    if (!element) return undefined
    const { rgb, theme, indexed, tint } = element.attributes
    const base =
      rgb !== undefined
        ? rgb.slice(-6).toLowerCase()
        : theme !== undefined
          ? this.theme[Number(theme)]
          : indexed !== undefined
            ? this.ofIndex(Number(indexed))
            : undefined
    if (!base || !/^[0-9a-f]{6}$/.test(base)) return undefined
    return `#${tinted(base, Number(tint ?? 0))}`
  }

  private ofIndex(index: number): string | undefined {
    // 64 and 65 are the system's text and paper.
    if (index === 64) return '000000'
    if (index === 65) return 'ffffff'
    return this.indexed?.[index] ?? (INDEXED.slice(index * 6, index * 6 + 6) || undefined)
  }
}

/** ISO 29500-1 §18.8.19: towards white above 0, towards black below. */
function tinted(colour: string, tint: number): string {
  if (!tint) return colour
  const channels = [0, 2, 4].map((at) => parseInt(colour.slice(at, at + 2), 16))
  return channels
    .map((value) => Math.round(tint < 0 ? value * (1 + tint) : value + (255 - value) * tint))
    .map((value) => Math.max(0, Math.min(255, value)).toString(16).padStart(2, '0'))
    .join('')
}
