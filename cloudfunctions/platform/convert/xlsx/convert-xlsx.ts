import { writeDocument } from '../../pdf/document-writer'
import type { FontSet } from '../../pdf/fonts/font-set'
import {
  CONVERSION_LIMITS,
  ConversionRefused,
  WarningList,
  type ConversionLimits,
  type ConversionResult,
} from '../conversion'
import { OfficePackage } from '../package/office-package'
import { drawSheetPage } from './draw-sheet-page'
import { headerAndFooter } from './header-footer'
import { readSheet } from './sheet'
import { layoutSheet, type LaidSheet } from './sheet-layout'
import { readFont } from './styles'
import { Colours } from './colours'
import { readWorkbook } from './workbook'

export interface XlsxEnvironment {
  fonts: FontSet
  limits?: ConversionLimits
  /** for headers and footers that print the day, epoch ms */
  now?: number
}

/**
 * The visible sheets of a workbook as they would be printed: values as last calculated, formats, merged cells, print
 * areas and titles, page breaks, headers and footers. A sheet without a set-up is fitted to the width of the page.
 * @throws ConversionRefused, MissingGlyphs
 */
export function convertXlsx(
  bytes: Uint8Array,
  filename: string,
  { fonts, limits = CONVERSION_LIMITS, now = Date.now() }: XlsxEnvironment,
): ConversionResult {
  const parts = OfficePackage.open(bytes, limits)
  const workbook = readWorkbook(parts)
  const warnings = new WarningList()
  const noColours = new Colours(undefined, undefined)
  const laid: LaidSheet[] = []
  for (const entry of workbook.sheets) {
    if (entry.hidden) {
      warnings.add('SHEET_HIDDEN', entry.name)
      continue
    }
    const part = parts.part(entry.part)
    if (!part) throw new ConversionRefused('FILE_UNREADABLE', entry.name)
    const fontOf = (properties: Parameters<typeof readFont>[0]) =>
      readFont(properties, noColours, workbook.styles.replaced)
    const sheet = readSheet(part, workbook.strings, fontOf, limits)
    const pages = layoutSheet(parts, entry, sheet, workbook, { fonts, limits, warnings })
    if (pages) laid.push(pages)
  }
  const total = laid.reduce((sum, { pages }) => sum + pages.length, 0)
  if (total === 0) throw new ConversionRefused('FILE_EMPTY')
  if (total > limits.pages) throw new ConversionRefused('FILE_TOO_MANY_PAGES')
  if (parts.names().some((name) => /^xl\/(threadedC|c)omments/.test(name))) warnings.add('COMMENTS_LEFT_OUT')
  for (const name of workbook.styles.replaced) warnings.add('FONT_REPLACED', name)

  function* drawn() {
    let page = 0
    for (const sheet of laid) {
      if (sheet.setup.firstPage !== null) page = sheet.setup.firstPage - 1
      for (const [i, own] of sheet.pages.entries()) {
        page += 1
        const drawing = drawSheetPage(sheet, own)
        const facts = { page, pages: total, inSheet: i + 1, sheetName: sheet.name, filename, now }
        yield {
          ...drawing,
          items: [...drawing.items, ...headerAndFooter(sheet.sheet, sheet.setup, facts, fonts)],
        }
      }
    }
  }
  return { pdf: writeDocument(drawn(), { fonts }), pages: total, warnings: warnings.list() }
}
