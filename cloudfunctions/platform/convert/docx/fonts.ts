import type { FlowFace } from '../../flow/model'
import type { XmlElement } from '../package/xml'
import { childOf, childrenOf, descendantOf } from '../package/xml'

interface KnownFont {
  pattern: RegExp
  face: FlowFace
  /** close enough that nobody needs to be told */
  close?: boolean
  /** height of a single line as a multiple of the size */
  line?: number
  /** how much narrower its letters run than ours, so that lines and pages break nearly where they did */
  latin?: number
  /** advance of its space, em */
  space?: number
}

/** Chinese fonts of the classic kind set Latin letters and spaces half an em wide. */
const HALF_WIDTH = { latin: 0.92, space: 0.5 }

/** The first match counts. */
const KNOWN: KnownFont[] = [
  { pattern: /仿宋|fangsong|fang song/i, face: 'song', ...HALF_WIDTH },
  { pattern: /雅黑|yahei/i, face: 'hei', close: true, line: 1.32 },
  { pattern: /等线|dengxian/i, face: 'hei', close: true, line: 1.3 },
  {
    pattern: /黑|heiti|simhei|pingfang|苹方|source han sans|noto sans/i,
    face: 'hei',
    close: true,
    ...HALF_WIDTH,
  },
  { pattern: /楷|kai/i, face: 'kai', close: true, ...HALF_WIDTH },
  {
    pattern: /宋|song|simsun|mingliu|source han serif|noto serif/i,
    face: 'song',
    close: true,
    ...HALF_WIDTH,
  },
  {
    pattern: /^times|^cambria|^georgia|^liberation serif|^serif|roman/i,
    face: 'song',
    close: true,
    line: 1.15,
    latin: 0.86,
    space: 0.25,
  },
  { pattern: /^calibri|^carlito/i, face: 'hei', close: true, line: 1.22, latin: 0.88, space: 0.226 },
  {
    pattern: /^(arial|helvetica|liberation sans|segoe|tahoma|verdana|microsoft|aptos|sans)/i,
    face: 'hei',
    close: true,
    line: 1.15,
    latin: 0.93,
    space: 0.278,
  },
  // Boxes and bullets are drawn from other fonts, each sign by its meaning.
  {
    pattern: /wingdings|^symbol|webdings|ms gothic|segoe ui symbol|cambria math/i,
    face: 'song',
    close: true,
  },
  { pattern: /圆|yuan|gothic|sans|mono|consolas|courier/i, face: 'hei' },
  { pattern: /隶|行楷|新魏|舒体|姚体|li ?shu/i, face: 'kai' },
]

export interface FontChoice {
  face: FlowFace
  close: boolean
  line: number | undefined
  latin: number | undefined
  space: number | undefined
}

const chosen = new Map<string, FontChoice>()

/** The face of ours that stands for a font of the document. */
export function faceOfFont(name: string | undefined): FontChoice {
  if (!name) return { face: 'song', close: true, line: undefined, latin: undefined, space: undefined }
  const known = chosen.get(name)
  if (known) return known
  const found = KNOWN.find(({ pattern }) => pattern.test(name))
  const choice = {
    face: found?.face ?? 'song',
    close: found?.close === true,
    line: found?.line,
    latin: found?.latin,
    space: found?.space,
  }
  if (chosen.size < 1000) chosen.set(name, choice)
  return choice
}

/** Font names behind `minorEastAsia`, `majorHAnsi` and their like (ISO 29500-1 §20.1.4.1.16). */
export class ThemeFonts {
  private readonly names = new Map<string, string>()

  constructor(theme: XmlElement | undefined) {
    const scheme = descendantOf(theme, 'fontScheme')
    for (const kind of ['major', 'minor'] as const) {
      const fonts = childOf(scheme, `${kind}Font`)
      const latin = childOf(fonts, 'latin')?.attributes['typeface']
      const hans = childrenOf(fonts, 'font').find((font) => font.attributes['script'] === 'Hans')
      const eastAsia = childOf(fonts, 'ea')?.attributes['typeface'] || hans?.attributes['typeface']
      if (latin) for (const use of ['Ascii', 'HAnsi']) this.names.set(`${kind}${use}`, latin)
      if (eastAsia) this.names.set(`${kind}EastAsia`, eastAsia)
    }
  }

  name(theme: string | undefined): string | undefined {
    return theme ? this.names.get(theme) : undefined
  }
}
