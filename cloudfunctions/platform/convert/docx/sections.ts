import type { FlowSection, PageNumberFormat, PageSetup } from '../../flow/model'
import { ConversionRefused, type WarningList } from '../conversion'
import type { XmlElement } from '../package/xml'
import { childOf, childrenOf } from '../package/xml'
import { plainBlocks } from './blocks-reader'
import { numberIn, switchOf, twips, valueOf } from './word-xml'

/** A section as it stands in the body: its paragraphs and tables, and what its end says of it. */
export interface BodySection {
  elements: XmlElement[]
  properties: XmlElement | undefined
}

/** Cuts the body where paragraphs carry section properties (ISO 29500-1 §17.6.18). */
export function bodySections(body: XmlElement): BodySection[] {
  const sections: BodySection[] = []
  let elements: XmlElement[] = []
  for (const element of plainBlocks(body.children)) {
    elements.push(element)
    const properties = element.name === 'p' ? childOf(childOf(element, 'pPr'), 'sectPr') : undefined
    if (!properties) continue
    sections.push({ elements, properties })
    elements = []
  }
  const last = childOf(body, 'sectPr')
  if (elements.length > 0 || sections.length === 0 || last) sections.push({ elements, properties: last })
  return sections
}

const A4 = { width: 595.3, height: 841.9 }
const INCH = 72

export function pageSetup(sectPr: XmlElement | undefined): PageSetup {
  const size = childOf(sectPr, 'pgSz')?.attributes ?? {}
  const margins = childOf(sectPr, 'pgMar')?.attributes ?? {}
  // The largest and the smallest paper a word processor takes.
  const width = within(twips(size['w']) ?? A4.width, 72, 1584)
  const height = within(twips(size['h']) ?? A4.height, 72, 1584)
  const gutter = Math.max(twips(margins['gutter']) ?? 0, 0)
  // Negative: the header may reach into the text; the distance counts all the same.
  const margin = (side: string, most: number) => within(Math.abs(twips(margins[side]) ?? INCH), 0, most)
  return {
    width,
    height,
    margins: {
      top: margin('top', height * 0.45),
      bottom: margin('bottom', height * 0.45),
      left: Math.min(margin('left', width * 0.45) + gutter, width * 0.45),
      right: margin('right', width * 0.45),
    },
    headerDistance: within(twips(margins['header']) ?? 36, 0, height * 0.4),
    footerDistance: within(twips(margins['footer']) ?? 36, 0, height * 0.4),
  }
}

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** What a section says beside its paper: how it begins, columns, grid, page numbers. */
export function sectionSetup(
  sectPr: XmlElement | undefined,
  warnings: WarningList,
): Omit<FlowSection, 'page' | 'blocks' | 'headers' | 'footers'> {
  const type = valueOf(sectPr, 'type')
  const columns = childOf(sectPr, 'cols')?.attributes
  const count = within(Math.round(numberIn(columns?.['num']) ?? 1), 1, 12)
  if (count > 1) warnings.add('COLUMN_BALANCE')
  if (childOf(sectPr, 'pgBorders')) warnings.add('PAGE_BORDER_LEFT_OUT')
  if (childOf(sectPr, 'lnNumType')) warnings.add('LAYOUT_LEFT_OUT', '行号')
  if (valueOf(childOf(sectPr, 'footnotePr'), 'numRestart') === 'eachPage')
    warnings.add('LAYOUT_LEFT_OUT', '脚注每页重新编号')
  const direction = valueOf(sectPr, 'textDirection')
  if (direction && direction !== 'lrTb' && direction !== 'lr') warnings.add('VERTICAL_TEXT')
  const numbering = childOf(sectPr, 'pgNumType')?.attributes
  const vertical = valueOf(sectPr, 'vAlign')
  const start = numberIn(numbering?.['start'])
  const format = pageNumberFormat(numbering?.['fmt'])
  if (numbering?.['chapStyle'] !== undefined) throw new ConversionRefused('FILE_UNDRAWABLE', '含章节号的页码')
  return {
    start:
      type === 'continuous'
        ? 'continuous'
        : type === 'evenPage'
          ? 'evenPage'
          : type === 'oddPage'
            ? 'oddPage'
            : 'nextPage',
    ...(count > 1 ? { columns: { count, gap: twips(columns?.['space']) ?? 36 } } : {}),
    ...(start !== undefined || format
      ? { numbering: { ...(start !== undefined ? { start } : {}), ...(format ? { format } : {}) } }
      : {}),
    linePitch: linePitch(sectPr),
    ...(vertical === 'center' || vertical === 'bottom' ? { verticalAlign: vertical } : {}),
  }
}

/** Distance of the grid's lines; undefined when lines keep to none. */
function linePitch(sectPr: XmlElement | undefined): number | undefined {
  const grid = childOf(sectPr, 'docGrid')?.attributes
  if (!grid?.['type'] || grid['type'] === 'default') return undefined
  const pitch = twips(grid['linePitch'])
  return pitch !== undefined && pitch >= 4 ? pitch : undefined
}

const FORMATS: Record<string, PageNumberFormat> = {
  upperRoman: 'upperRoman',
  lowerRoman: 'lowerRoman',
  upperLetter: 'upperLetter',
  lowerLetter: 'lowerLetter',
  decimal: 'decimal',
  decimalHalfWidth: 'decimal',
  decimalZero: 'zeroPadded',
  decimalFullWidth: 'fullWidth',
  decimalFullWidth2: 'fullWidth',
  decimalEnclosedCircle: 'circled',
  decimalEnclosedCircleChinese: 'circled',
  ordinal: 'ordinal',
  chineseLegalSimplified: 'chineseLegal',
  ideographDigital: 'chineseDigits',
  taiwaneseDigital: 'chineseDigits',
  chineseCounting: 'chinese',
  chineseCountingThousand: 'chinese',
  taiwaneseCounting: 'chinese',
  taiwaneseCountingThousand: 'chinese',
  japaneseCounting: 'chinese',
  numberInDash: 'dashed',
}

/** @throws ConversionRefused for formats not known here: page numbers would be others */
function pageNumberFormat(name: string | undefined): PageNumberFormat | undefined {
  if (!name || name === 'none' || name === 'bullet') return undefined
  const format = FORMATS[name]
  if (!format) throw new ConversionRefused('FILE_UNDRAWABLE', `页码格式 ${name}`)
  return format
}

export type FurnitureKind = 'default' | 'first' | 'even'

/** Relationship ids of a section's headers or footers, by kind. */
export function furnitureIds(
  sectPr: XmlElement | undefined,
  name: 'headerReference' | 'footerReference',
): Partial<Record<FurnitureKind, string>> {
  const ids: Partial<Record<FurnitureKind, string>> = {}
  for (const { attributes } of childrenOf(sectPr, name)) {
    const kind = attributes['type']
    const id = attributes['id']
    if (id) ids[kind === 'first' || kind === 'even' ? kind : 'default'] = id
  }
  return ids
}

export const hasTitlePage = (sectPr: XmlElement | undefined): boolean => switchOf(sectPr, 'titlePg') === true
