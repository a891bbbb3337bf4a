import { isWide } from '../../flow/characters'
import type { TextStyle } from '../../flow/model'
import type { WarningList } from '../conversion'
import { faceOfFont } from './fonts'
import type { RunProperties } from './run-properties'

const DEFAULT_SIZE = 10
const LATIN_LINE = 1.17
const CHINESE_LINE = 1.3

/** The style that a run's text is set in. Warns of fonts that ours are no close match for. */
export function textStyle(properties: RunProperties, text: string, warnings: WarningList): TextStyle {
  const wide = text === '' || [...text].some(isWide)
  const eastAsia = faceOfFont(properties.eastAsiaFont)
  const ascii = faceOfFont(properties.asciiFont)
  if (wide && !eastAsia.close) warnings.add('FONT_REPLACED', properties.eastAsiaFont)
  else if (!ascii.close && /[A-Za-z0-9]/.test(text)) warnings.add('FONT_REPLACED', properties.asciiFont)
  for (const effect of properties.effects ?? []) if (text.trim()) warnings.add('EFFECT_LEFT_OUT', effect)
  const size = properties.size ?? DEFAULT_SIZE
  const { color, underline, highlight, shading, vertical } = properties
  const background = highlight && highlight !== 'none' ? highlight : shading
  const latinFace = properties.asciiFont ? ascii.face : eastAsia.face
  return {
    face: eastAsia.face,
    ...(latinFace === eastAsia.face ? {} : { latinFace }),
    ...(ascii.latin === undefined ? {} : { latinStretch: ascii.latin }),
    ...(ascii.space === undefined ? {} : { spaceWidth: ascii.space }),
    size: properties.smallCaps && !properties.caps ? size * 0.85 : size,
    lineHeight: wide ? (eastAsia.line ?? CHINESE_LINE) : (ascii.line ?? LATIN_LINE),
    ...(properties.bold ? { bold: true } : {}),
    ...(properties.italic ? { italic: true } : {}),
    ...(color && color !== 'auto' ? { color } : background && isDark(background) ? { color: '#ffffff' } : {}),
    ...(underline && underline !== 'none' ? { underline } : {}),
    ...(properties.underlineColor ? { underlineColor: properties.underlineColor } : {}),
    ...(properties.doubleStrike ? { strike: 'double' } : properties.strike ? { strike: 'single' } : {}),
    ...(background ? { highlight: background } : {}),
    ...(vertical && vertical !== 'baseline' ? { position: vertical } : {}),
    ...(properties.rise ? { rise: properties.rise } : {}),
    ...(properties.letterSpacing ? { letterSpacing: properties.letterSpacing } : {}),
    ...(properties.stretch && properties.stretch !== 1 ? { stretch: properties.stretch } : {}),
  }
}

/** Automatic ink turns white on dark ground. */
export function isDark(color: string): boolean {
  const [r = 255, g = 255, b = 255] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  return 0.299 * r + 0.587 * g + 0.114 * b < 60
}
