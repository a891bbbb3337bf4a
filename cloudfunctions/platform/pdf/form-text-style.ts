import type { TextProperties } from './controls/control'
import { isName, isString, type PdfDict, type PdfValue } from './objects'
import type { PdfReader } from './reader'

/** Font, size and colour that a field's default appearance string asks for. */
export interface DefaultAppearance extends Required<Pick<TextProperties, 'font' | 'bold' | 'color'>> {
  /** points; 0 for a size that fits the box */
  size: number
}

/** Bytes looked at and points believed: both come from an upload. */
const LONGEST = 1000
const LARGEST = 200

/** Reads /DA (§12.7.4.3), the field's own or the form's. Its font is replaced by the most similar face of ours. */
export function readDefaultAppearance(reader: PdfReader, form: PdfDict, own: PdfValue): DefaultAppearance {
  const given = isString(own) ? own : reader.get(form, 'DA')
  const text = isString(given) ? given.bytes.toString('latin1', 0, LONGEST) : ''
  const [, key = '', size = '0'] = /\/([^\s/]+)\s+(-?[\d.]+)\s+Tf/.exec(text) ?? []
  const family = fontName(reader, form, key)
  return {
    font: /kai/i.test(family)
      ? 'kai'
      : /song|simsun|ming|serif|times|roman|georgia/i.test(family)
        ? 'song'
        : 'hei',
    bold: /bold|heavy|black/i.test(family),
    size: Math.min(LARGEST, Math.abs(Number(size)) || 0),
    color: fillColor(text),
  }
}

function fontName(reader: PdfReader, form: PdfDict, key: string): string {
  const resources = reader.getDict(form, 'DR')
  const fonts = resources && reader.getDict(resources, 'Font')
  const font = fonts && reader.getDict(fonts, key)
  const base = font && reader.get(font, 'BaseFont')
  return isName(base) ? base.value : key
}

function fillColor(text: string): string {
  const match = /((?:-?[\d.]+\s+){1,4})(?:g|rg|k)(?=\s|$)/.exec(text)
  return hexColor((match?.[1] ?? '0').trim().split(/\s+/).map(Number))
}

/** Components in 0…1, grey, RGB or CMYK by their number, as #rrggbb. */
export function hexColor(components: readonly number[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = components
  const rgb =
    components.length === 1
      ? [a, a, a]
      : components.length === 4
        ? [a, b, c].map((ink) => (1 - ink) * (1 - d))
        : [a, b, c]
  const byte = (part: number) => Math.round(255 * Math.min(1, Math.max(0, part || 0)))
  return `#${rgb.map((part) => byte(part).toString(16).padStart(2, '0')).join('')}`
}
