import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'
import type { ThemeFonts } from './fonts'
import type { ParagraphProperties } from './paragraph-properties'
import { mergeParagraph, readParagraphProperties } from './paragraph-properties'
import type { RunProperties } from './run-properties'
import { readRunProperties, TOGGLES } from './run-properties'
import type { TableStyle } from './table-style'
import { mergeTableStyle, readTableStyle } from './table-style'
import { isOn, valueOf } from './word-xml'

export interface DocumentStyle {
  id: string
  /** the styles it is based on, the furthest first, itself last */
  chain: { paragraph: ParagraphProperties; run: RunProperties }[]
  /** all of the chain together */
  run: RunProperties
  table: TableStyle
}

const EMPTY: DocumentStyle = { id: '', chain: [], run: {}, table: {} }
const MAX_CHAIN = 50

/** The document's style sheet, each style with everything it is based on (ISO 29500-1 §17.7). */
export class StyleSheet {
  readonly defaultRun: RunProperties
  readonly defaultParagraph: ParagraphProperties
  private readonly elements = new Map<string, XmlElement>()
  private readonly resolved = new Map<string, DocumentStyle>()
  private readonly defaults = new Map<string, string>()

  constructor(
    styles: XmlElement | undefined,
    private readonly theme: ThemeFonts,
  ) {
    const docDefaults = childOf(styles, 'docDefaults')
    this.defaultRun = this.runProperties(childOf(childOf(docDefaults, 'rPrDefault'), 'rPr'))
    this.defaultParagraph = readParagraphProperties(childOf(childOf(docDefaults, 'pPrDefault'), 'pPr'))
    for (const style of childrenOf(styles, 'style')) {
      const { styleId, type = 'paragraph', default: isDefault } = style.attributes
      if (!styleId) continue
      this.elements.set(styleId, style)
      if (isDefault !== undefined && isOn(isDefault)) this.defaults.set(type, styleId)
    }
  }

  runProperties(rPr: XmlElement | undefined): RunProperties {
    return readRunProperties(rPr, (name) => this.theme.name(name))
  }

  /** A style by id; the default of its type when there is none of that id. */
  style(id: string | undefined, type: 'paragraph' | 'character' | 'table'): DocumentStyle {
    const found = id !== undefined && this.elements.has(id) ? id : this.defaults.get(type)
    return found === undefined ? EMPTY : this.resolve(found)
  }

  private resolve(id: string): DocumentStyle {
    const known = this.resolved.get(id)
    if (known) return known
    const path: XmlElement[] = []
    const seen = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !seen.has(at) && path.length < MAX_CHAIN;) {
      seen.add(at)
      const element = this.elements.get(at)
      if (!element) break
      path.unshift(element)
      at = valueOf(element, 'basedOn')
    }
    const chain = path.map((element) => ({
      paragraph: readParagraphProperties(childOf(element, 'pPr')),
      run: this.runProperties(childOf(element, 'rPr')),
    }))
    const style: DocumentStyle = {
      id,
      chain,
      run: chain.reduce<RunProperties>((merged, { run }) => ({ ...merged, ...run }), {}),
      table: path.reduce<TableStyle>(
        (merged, element) =>
          mergeTableStyle(
            merged,
            readTableStyle(element, (rPr) => this.runProperties(rPr)),
          ),
        {},
      ),
    }
    this.resolved.set(id, style)
    return style
  }
}

/**
 * Letters of a run: defaults, table style, paragraph style, character style, then what the run says itself. Switches
 * set by two of the styles cancel each other (§17.7.3).
 */
export function mergeRun(
  defaults: RunProperties,
  levels: readonly RunProperties[],
  direct: RunProperties,
): RunProperties {
  const merged: RunProperties = { ...defaults }
  for (const level of levels) Object.assign(merged, level)
  for (const toggle of TOGGLES) {
    const flips = levels.filter((level) => level[toggle] === true).length
    merged[toggle] = flips % 2 === 1 || defaults[toggle] === true
  }
  return Object.assign(merged, direct)
}

/** The paragraph's own share of a style, without numbering. */
export const mergedParagraph = (
  chain: DocumentStyle['chain'],
  defaults: ParagraphProperties,
): ParagraphProperties => chain.reduce((merged, { paragraph }) => mergeParagraph(merged, paragraph), defaults)
