import type { FontFace } from '../../pdf/fonts/font-set'
import { faceOfFont } from '../docx/fonts'
import { childOf, childrenOf, type XmlElement } from '../package/xml'
import type { Colours } from './colours'

/** Characters of one look. Sizes in points. */
export interface CellFont {
  /** as the file has it: the letters of a symbol font are other signs */
  name: string | undefined
  face: FontFace
  size: number
  colour: string
  italic: boolean
  /** kai has no bold of its own */
  emboldened: boolean
  underline: boolean
  strike: boolean
  raised: 'super' | 'sub' | null
}

export interface CellBorder {
  style: string
  colour: string
}

export interface CellStyle {
  font: CellFont
  format: string
  fill: string | null
  left: CellBorder | null
  right: CellBorder | null
  top: CellBorder | null
  bottom: CellBorder | null
  diagonal: { border: CellBorder; up: boolean; down: boolean } | null
  horizontal: string
  vertical: string
  wrap: boolean
  shrink: boolean
  indent: number
  /** degrees as stored: 0 none, 255 letters below each other */
  rotation: number
}

/** Formats that files name by number alone; 27 to 36 and 50 to 58 as Chinese Excel has them (§18.8.30). */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"¥"#,##0;"¥"\\-#,##0',
  6: '"¥"#,##0;[Red]"¥"\\-#,##0',
  7: '"¥"#,##0.00;"¥"\\-#,##0.00',
  8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;\\-#,##0',
  38: '#,##0;[Red]\\-#,##0',
  39: '#,##0.00;\\-#,##0.00',
  40: '#,##0.00;[Red]\\-#,##0.00',
  41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
  42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
  43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
  44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

/** The looks of a workbook: `cells[s]` belongs to the cells with `s="…"`. */
export interface Styles {
  cells: CellStyle[]
  /** of cells without a style, and of the widths of columns */
  standard: CellStyle
  /** names of fonts that were replaced by ones that look different */
  replaced: Set<string>
}

export function readStyles(root: XmlElement | undefined, colours: Colours): Styles {
  const replaced = new Set<string>()
  const fonts = childrenOf(childOf(root, 'fonts'), 'font').map((font) => readFont(font, colours, replaced))
  const fills = childrenOf(childOf(root, 'fills'), 'fill').map((fill) => readFill(fill, colours))
  const borders = childrenOf(childOf(root, 'borders'), 'border').map((border) => readBorders(border, colours))
  const formats = new Map<number, string>()
  for (const { attributes } of childrenOf(childOf(root, 'numFmts'), 'numFmt'))
    formats.set(Number(attributes.numFmtId), attributes.formatCode ?? 'General')

  const standardFont = fonts[0] ?? readFont(undefined, colours, replaced)
  const noBorders = { left: null, right: null, top: null, bottom: null, diagonal: null }
  const standard: CellStyle = {
    font: standardFont,
    format: 'General',
    fill: null,
    ...noBorders,
    horizontal: 'general',
    vertical: 'bottom',
    wrap: false,
    shrink: false,
    indent: 0,
    rotation: 0,
  }
  const cells = childrenOf(childOf(root, 'cellXfs'), 'xf').map((xf): CellStyle => {
    const { numFmtId, fontId, fillId, borderId } = xf.attributes
    const alignment = childOf(xf, 'alignment')?.attributes ?? {}
    const id = Number(numFmtId ?? 0)
    return {
      font: fonts[Number(fontId ?? 0)] ?? standardFont,
      format: formats.get(id) ?? BUILT_IN[id] ?? 'General',
      fill: fills[Number(fillId ?? 0)] ?? null,
      ...(borders[Number(borderId ?? 0)] ?? noBorders),
      horizontal: alignment.horizontal ?? 'general',
      vertical: alignment.vertical ?? 'bottom',
      wrap: isOn(alignment.wrapText),
      shrink: isOn(alignment.shrinkToFit),
      indent: Number(alignment.indent ?? 0),
      rotation: Number(alignment.textRotation ?? 0),
    }
  })
  return { cells, standard: cells[0] ?? standard, replaced }
}

export const isOn = (value: string | undefined): boolean => value === '1' || value === 'true'

/** A `font` of the styles or an `rPr` of a run. */
export function readFont(font: XmlElement | undefined, colours: Colours, replaced: Set<string>): CellFont {
  const value = (name: string): string | undefined => childOf(font, name)?.attributes.val
  const flag = (name: string): boolean => {
    const element = childOf(font, name)
    return element !== undefined && element.attributes.val !== '0' && element.attributes.val !== 'false'
  }
  const fontName = value('name') ?? value('rFont')
  const { face, close } = faceOfFont(fontName)
  if (fontName && !close) replaced.add(fontName)
  const bold = flag('b')
  const raised = value('vertAlign')
  return {
    name: fontName,
    face: bold && face !== 'kai' ? `${face}-bold` : face,
    size: Math.max(1, Math.min(409, Number(value('sz') ?? 11))),
    colour: colours.of(childOf(font, 'color')) ?? '#000000',
    italic: flag('i'),
    emboldened: bold && face === 'kai',
    underline: childOf(font, 'u') !== undefined && value('u') !== 'none',
    strike: flag('strike'),
    raised: raised === 'superscript' ? 'super' : raised === 'subscript' ? 'sub' : null,
  }
}

function readFill(fill: XmlElement, colours: Colours): string | null {
  const pattern = childOf(fill, 'patternFill')
  const type = pattern?.attributes.patternType
  if (pattern && type && type !== 'none' && type !== 'gray125')
    return colours.of(childOf(pattern, type === 'solid' ? 'fgColor' : 'bgColor')) ?? null
  const [stop] = childrenOf(childOf(fill, 'gradientFill'), 'stop')
  return colours.of(childOf(stop, 'color')) ?? null
}

function readBorders(element: XmlElement, colours: Colours) {
  const side = (...names: string[]): CellBorder | null => {
    const found = names.map((name) => childOf(element, name)).find((child) => child?.attributes.style)
    const style = found?.attributes.style
    if (!style || style === 'none') return null
    return { style, colour: colours.of(childOf(found, 'color')) ?? '#000000' }
  }
  const slanted = side('diagonal')
  const up = isOn(element.attributes.diagonalUp)
  const down = isOn(element.attributes.diagonalDown)
  return {
    left: side('left', 'start'),
    right: side('right', 'end'),
    top: side('top'),
    bottom: side('bottom'),
    diagonal: slanted && (up || down) ? { border: slanted, up, down } : null,
  }
}
