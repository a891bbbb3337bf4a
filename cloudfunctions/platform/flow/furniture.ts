import type { LayoutContext } from './layout-context'
import type { FlowBlock, FlowSection, PageFurniture } from './model'
import type { FlowPage, TextArea } from './page-flow'
import type { Strip } from './strip'
import { drawStrips, heightOf } from './strip'

const DISTANCE = 36

/** Headers and footers of a document: how much room they take, and what stands in them page by page. */
export class Furniture {
  private readonly heights = new Map<string, number>()

  constructor(private readonly contextOf: (section: FlowSection) => LayoutContext) {}

  /** What is left of the page for its text. */
  area(section: FlowSection, sectionIndex: number, first: boolean, number: number): TextArea {
    const { page } = section
    const { margins } = page
    const head = this.height(section, sectionIndex, 'headers', first, number)
    const foot = this.height(section, sectionIndex, 'footers', first, number)
    const top = Math.max(margins.top, head > 0 ? (page.headerDistance ?? DISTANCE) + head : 0)
    const bottom = Math.max(margins.bottom, foot > 0 ? (page.footerDistance ?? DISTANCE) + foot : 0)
    return {
      left: margins.left,
      // Furniture higher than half of the page would leave no place for the text.
      top: Math.min(top, page.height * 0.45),
      bottom: page.height - Math.min(bottom, page.height * 0.45),
      width: Math.max(page.width - margins.left - margins.right, 24),
    }
  }

  /** Paints header and footer of a finished page, with its own number and the totals known. */
  draw(page: FlowPage): void {
    if (page.blank) return
    const { canvas, section } = page
    const { page: setup } = section
    const header = this.strips(section, 'headers', page.first, page.number, canvas.numbers)
    drawStrips(header, canvas, setup.margins.left, setup.headerDistance ?? DISTANCE)
    const footer = this.strips(section, 'footers', page.first, page.number, canvas.numbers)
    const top = setup.height - (setup.footerDistance ?? DISTANCE) - heightOf(footer)
    drawStrips(footer, canvas, setup.margins.left, top)
  }

  private height(
    section: FlowSection,
    sectionIndex: number,
    which: 'headers' | 'footers',
    first: boolean,
    number: number,
  ): number {
    const variant = variantOf(section[which], first, number)
    if (!variant) return 0
    const key = `${sectionIndex} ${which} ${variant}`
    const known = this.heights.get(key)
    if (known !== undefined) return known
    const height = heightOf(this.strips(section, which, first, number))
    this.heights.set(key, height)
    return height
  }

  private strips(
    section: FlowSection,
    which: 'headers' | 'footers',
    first: boolean,
    number: number,
    numbers?: LayoutContext['estimate'],
  ): Strip[] {
    const variant = variantOf(section[which], first, number)
    const blocks: FlowBlock[] = (variant && section[which]?.[variant]) || []
    if (blocks.length === 0) return []
    const context = this.contextOf(section)
    const { margins, width } = section.page
    return context.layoutBlocks(blocks, Math.max(width - margins.left - margins.right, 24), {
      ...context,
      ...(numbers ? { estimate: numbers } : {}),
      // Totals in furniture are known when it is painted.
      onTotalUsed: () => undefined,
    })
  }
}

function variantOf(
  furniture: PageFurniture | undefined,
  first: boolean,
  number: number,
): keyof PageFurniture | undefined {
  if (!furniture) return undefined
  if (first && furniture.first) return 'first'
  if (number % 2 === 0 && furniture.even) return 'even'
  return furniture.default ? 'default' : undefined
}
