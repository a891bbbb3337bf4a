import { ConversionRefused } from '../conversion'
import type { OfficePackage } from '../package/office-package'
import { childOf, childrenOf, readXml, type XmlElement } from '../package/xml'
import { Colours } from './colours'
import { rangesOfName, type CellRange } from './reference'
import { isOn, readFont, readStyles, type CellFont, type Styles } from './styles'

/** Text in runs; without a font it has that of its cell. */
export type RichText = readonly { text: string; font: CellFont | null }[]

export interface SheetEntry {
  name: string
  part: string
  hidden: boolean
  /** empty when the whole sheet is printed */
  printAreas: CellRange[]
  titleRows: CellRange | null
  titleColumns: CellRange | null
}

export interface Workbook {
  sheets: SheetEntry[]
  styles: Styles
  strings: RichText[]
  /** days are counted from 1904 instead of 1900 */
  date1904: boolean
}

/** @throws ConversionRefused */
export function readWorkbook(parts: OfficePackage): Workbook {
  const main = parts.mainPart()
  const root = parts.tree(main)
  const links = [...parts.relationships(main).values()]
  const linked = (type: string): string | undefined => links.find((link) => link.type === type)?.target
  const themePart = linked('theme')
  const stylesPart = linked('styles')
  const stylesRoot = stylesPart === undefined ? undefined : parts.tree(stylesPart)
  const colours = new Colours(themePart === undefined ? undefined : parts.tree(themePart), stylesRoot)
  const styles = readStyles(stylesRoot, colours)
  const stringsPart = linked('sharedStrings')
  const names = childrenOf(childOf(root, 'definedNames'), 'definedName')
  const namedRanges = (index: number, name: string): CellRange[] =>
    names
      .filter(({ attributes }) => attributes.name === name && Number(attributes.localSheetId) === index)
      .flatMap(({ text }) => rangesOfName(text))

  const sheets = childrenOf(childOf(root, 'sheets'), 'sheet').flatMap(
    ({ attributes }, index): SheetEntry[] => {
      const link = links.find(({ id }) => id === attributes.id)
      if (!link || link.external) throw new ConversionRefused('FILE_UNREADABLE', attributes.name)
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      if (!hidden && link.type !== 'worksheet')
        throw new ConversionRefused('FILE_UNDRAWABLE', `${attributes.name ?? ''}：图表工作表 chart sheet`)
      const titles = namedRanges(index, '_xlnm.Print_Titles')
      return [
        {
          name: attributes.name ?? '',
          part: link.target,
          hidden,
          printAreas: namedRanges(index, '_xlnm.Print_Area'),
          titleRows: titles.find(({ left, right }) => left === 0 && right > 1000) ?? null,
          titleColumns: titles.find(({ top, bottom }) => top === 0 && bottom > 100_000) ?? null,
        },
      ]
    },
  )
  return {
    sheets,
    styles,
    strings: stringsPart === undefined ? [] : readStrings(parts, stringsPart, colours, styles.replaced),
    date1904: isOn(childOf(root, 'workbookPr')?.attributes.date1904),
  }
}

function readStrings(
  parts: OfficePackage,
  part: string,
  colours: Colours,
  replaced: Set<string>,
): RichText[] {
  const bytes = parts.part(part)
  if (!bytes) return []
  const strings: RichText[] = []
  let item: XmlElement | null = null
  const path: XmlElement[] = []
  // One item at a time: a table of a million strings is not held as a tree.
  readXml(
    bytes,
    {
      open(name, attributes) {
        const element: XmlElement = { name, attributes, children: [], text: '' }
        if (name === 'si') {
          item = element
          path.length = 0
        }
        if (!item) return
        path.at(-1)?.children.push(element)
        path.push(element)
      },
      text(text) {
        const top = path.at(-1)
        if (top) top.text += text
      },
      close(name) {
        path.pop()
        if (name !== 'si' || !item) return
        strings.push(richText(item, (properties) => readFont(properties, colours, replaced)))
        item = null
      },
    },
    parts.limits,
  )
  return strings
}

/** Text of an `si` or `is`: phonetic readings (`rPh`) are left out, as in print. */
export function richText(item: XmlElement, fontOf: (properties: XmlElement) => CellFont): RichText {
  const plain = childOf(item, 't')
  const runs = childrenOf(item, 'r').map((run) => {
    const properties = childOf(run, 'rPr')
    return { text: unescaped(childOf(run, 't')?.text ?? ''), font: properties ? fontOf(properties) : null }
  })
  return plain ? [{ text: unescaped(plain.text), font: null }, ...runs] : runs
}

/** `_x000D_` and its like (ISO 29500-1 §22.9.2.19, ST_Xstring). */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
