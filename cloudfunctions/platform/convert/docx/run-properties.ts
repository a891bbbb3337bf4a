import type { UnderlineStyle } from '../../flow/model'
import type { XmlElement } from '../package/xml'
import { childOf } from '../package/xml'
import { colorIn, numberIn, switchOf, twips, valueOf } from './word-xml'

/** What a style or a run says of its letters (ISO 29500-1 §17.3.2); absent means nothing is said. */
export interface RunProperties {
  asciiFont?: string
  eastAsiaFont?: string
  hintEastAsia?: boolean
  bold?: boolean
  italic?: boolean
  caps?: boolean
  smallCaps?: boolean
  strike?: boolean
  doubleStrike?: boolean
  hidden?: boolean
  /** #rrggbb or auto */
  color?: string
  /** points */
  size?: number
  underline?: UnderlineStyle | 'none'
  underlineColor?: string
  highlight?: string
  shading?: string
  vertical?: 'super' | 'sub' | 'baseline'
  rise?: number
  letterSpacing?: number
  stretch?: number
  styleId?: string
  effects?: string[]
}

/** Switches that flip when a paragraph style and a character style both set them (§17.7.3). */
export const TOGGLES = ['bold', 'italic', 'caps', 'smallCaps', 'strike', 'hidden'] as const

const HIGHLIGHTS: Record<string, string> = {
  yellow: '#ffff00',
  green: '#00ff00',
  cyan: '#00ffff',
  magenta: '#ff00ff',
  blue: '#0000ff',
  red: '#ff0000',
  darkBlue: '#000080',
  darkCyan: '#008080',
  darkGreen: '#008000',
  darkMagenta: '#800080',
  darkRed: '#800000',
  darkYellow: '#808000',
  darkGray: '#808080',
  lightGray: '#c0c0c0',
  black: '#000000',
  white: '#ffffff',
}

const UNDERLINES: Record<string, UnderlineStyle | 'none'> = {
  none: 'none',
  single: 'single',
  words: 'single',
  double: 'double',
  thick: 'thick',
  dotted: 'dotted',
  dottedHeavy: 'dotted',
  dash: 'dashed',
  dashedHeavy: 'dashed',
  dashLong: 'dashed',
  dashLongHeavy: 'dashed',
  dotDash: 'dashed',
  dashDotHeavy: 'dashed',
  dotDotDash: 'dashed',
  dashDotDotHeavy: 'dashed',
  wave: 'wavy',
  wavyHeavy: 'wavy',
  wavyDouble: 'wavy',
}

/** Reads `w:rPr`. `themeFont` gives the name behind a theme's font. */
export function readRunProperties(
  rPr: XmlElement | undefined,
  themeFont: (name: string | undefined) => string | undefined,
): RunProperties {
  if (!rPr) return {}
  const fonts = childOf(rPr, 'rFonts')?.attributes ?? {}
  const underline = childOf(rPr, 'u')
  const vertical = valueOf(rPr, 'vertAlign')
  const size = numberIn(valueOf(rPr, 'sz'))
  const stretch = numberIn(valueOf(rPr, 'w'))
  const color = valueOf(rPr, 'color')
  const effects: string[] = []
  if (valueOf(rPr, 'em') && valueOf(rPr, 'em') !== 'none') effects.push('着重号')
  if (childOf(rPr, 'bdr') && !['none', 'nil'].includes(valueOf(rPr, 'bdr') ?? '')) effects.push('字符边框')
  if (childOf(rPr, 'eastAsianLayout')?.attributes['combine']) effects.push('双行合一')
  const read: RunProperties = {
    asciiFont: themeFont(fonts['asciiTheme'] ?? fonts['hAnsiTheme']) ?? fonts['ascii'] ?? fonts['hAnsi'],
    eastAsiaFont: themeFont(fonts['eastAsiaTheme']) ?? fonts['eastAsia'],
    hintEastAsia: fonts['hint'] === undefined ? undefined : fonts['hint'] === 'eastAsia',
    bold: switchOf(rPr, 'b'),
    italic: switchOf(rPr, 'i'),
    caps: switchOf(rPr, 'caps'),
    smallCaps: switchOf(rPr, 'smallCaps'),
    strike: switchOf(rPr, 'strike'),
    doubleStrike: switchOf(rPr, 'dstrike'),
    hidden: switchOf(rPr, 'vanish'),
    color: color === 'auto' ? 'auto' : colorIn(color),
    size: size === undefined || size <= 0 ? undefined : Math.min(size / 2, 800),
    underline: underline && (UNDERLINES[underline.attributes['val'] ?? 'single'] ?? 'single'),
    underlineColor: colorIn(underline?.attributes['color']),
    highlight: highlightIn(valueOf(rPr, 'highlight')),
    shading: colorIn(childOf(rPr, 'shd')?.attributes['fill']),
    vertical:
      vertical === 'superscript'
        ? 'super'
        : vertical === 'subscript'
          ? 'sub'
          : vertical === undefined
            ? undefined
            : 'baseline',
    rise: halfPoints(valueOf(rPr, 'position')),
    letterSpacing: twips(valueOf(rPr, 'spacing')),
    stretch: stretch === undefined ? undefined : Math.min(Math.max(stretch / 100, 0.1), 6),
    styleId: valueOf(rPr, 'rStyle'),
    effects: effects.length > 0 ? effects : undefined,
  }
  return said(read)
}

const highlightIn = (name: string | undefined): string | undefined =>
  name === undefined ? undefined : name === 'none' ? 'none' : HIGHLIGHTS[name]

function halfPoints(text: string | undefined): number | undefined {
  const value = numberIn(text)
  return value === undefined ? undefined : value / 2
}

/** Without what is undefined, so that spreading keeps what was said before. */
export function said<T extends object>(properties: T): T {
  for (const key of Object.keys(properties) as (keyof T)[])
    if (properties[key] === undefined) delete properties[key]
  return properties
}
