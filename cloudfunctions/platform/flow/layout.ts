import type { Drawing } from '../pdf/appearance/drawing'
import { MissingGlyphs } from '../pdf/fonts/font-set'
import { layoutBlocks } from './blocks'
import { Furniture } from './furniture'
import type { LayoutContext } from './layout-context'
import type { TextFonts } from './measure'
import { Measure } from './measure'
import type { FlowDocument, FlowSection } from './model'
import type { FlowPage } from './page-flow'
import { PageFlow } from './page-flow'
import type { FlowWarning } from './warnings'

export interface LayoutResult {
  /** one a page */
  pages: Drawing[]
  outline: OutlineEntry[]
  warnings: FlowWarning[]
}

export interface OutlineEntry {
  title: string
  /** 1 to 9 */
  level: number
  /** from 0 */
  page: number
  /** points from the page's top */
  y: number
}

export interface LayoutOptions {
  /** 2000 when absent; more throw TooManyPages */
  maxPages?: number
}

/**
 * Sets a document in pages. Errors: MissingGlyphs with every character that no font has, TooManyPages.
 */
export function layout(document: FlowDocument, fonts: TextFonts, options: LayoutOptions = {}): LayoutResult {
  const measure = new Measure(fonts)
  const warnings = new Set<FlowWarning>()
  let totals: Totals = { pages: 1, sectionPages: [] }
  for (let pass = 0; ; pass++) {
    const run = runPass(document, measure, totals, warnings, options.maxPages ?? 2000)
    if (measure.missing.size > 0) throw new MissingGlyphs([...measure.missing])
    // Totals in the text need a second pass; a third only where they moved a page break.
    const settled = sameTotals(run.totals, totals) || !run.usesTotals || pass >= 2
    if (settled) return { ...finished(run.pages, run.furniture, run.totals), warnings: [...warnings] }
    totals = run.totals
  }
}

interface Totals {
  pages: number
  sectionPages: number[]
}

function runPass(
  document: FlowDocument,
  measure: Measure,
  totals: Totals,
  warnings: Set<FlowWarning>,
  maxPages: number,
) {
  let usesTotals = false
  const contextOf = (section: FlowSection): LayoutContext => ({
    measure,
    linePitch: section.linePitch,
    estimate: { page: 10, pages: totals.pages, sectionPages: totals.pages },
    maxHeight: Math.max(section.page.height - section.page.margins.top - section.page.margins.bottom, 24),
    overhang: Math.max(section.page.margins.right - 12, 0),
    onTotalUsed: () => (usesTotals = true),
    warn: (warning) => warnings.add(warning),
    layoutBlocks,
    depth: 0,
  })
  const furniture = new Furniture(contextOf)
  const flow = new PageFlow({
    maxPages,
    area: (section, index, first, number) => furniture.area(section, index, first, number),
    numbersOf: ({ sectionIndex, number, section }) => ({
      page: number,
      format: section.numbering?.format ?? 'decimal',
      pages: totals.pages,
      sectionPages: totals.sectionPages[sectionIndex] ?? 1,
    }),
  })
  document.sections.forEach((section, index) => {
    flow.begin(section, index)
    const context = { ...contextOf(section), maxHeight: flow.areaHeight }
    flow.add(layoutBlocks(section.blocks, flow.columnWidth, context))
  })
  flow.finish()
  return { pages: flow.pages, furniture, usesTotals, totals: totalsOf(flow.pages) }
}

function totalsOf(pages: readonly FlowPage[]): Totals {
  const sectionPages: number[] = []
  for (const { sectionIndex } of pages) sectionPages[sectionIndex] = (sectionPages[sectionIndex] ?? 0) + 1
  return { pages: pages.length, sectionPages }
}

const sameTotals = (a: Totals, b: Totals): boolean =>
  a.pages === b.pages && a.sectionPages.every((count, i) => count === b.sectionPages[i])

function finished(pages: readonly FlowPage[], furniture: Furniture, totals: Totals) {
  const outline: OutlineEntry[] = []
  const drawings = pages.map((page, index): Drawing => {
    const { canvas } = page
    canvas.numbers.pages = totals.pages
    canvas.numbers.sectionPages = totals.sectionPages[page.sectionIndex] ?? 1
    furniture.draw(page)
    for (const mark of canvas.outline) outline.push({ ...mark, page: index })
    return canvas.drawing()
  })
  return { pages: drawings, outline }
}
