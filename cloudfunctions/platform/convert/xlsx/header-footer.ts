import type { FontFace, FontSet } from '../../pdf/fonts/font-set'
import type { DrawingItem } from '../../pdf/appearance/drawing'
import { faceOfFont } from '../docx/fonts'
import type { PrintSetup } from './page-setup'
import type { Sheet } from './sheet'
import { isOn } from './styles'

export interface PageFacts {
  /** as printed */
  page: number
  pages: number
  /** from 1 within the sheet */
  inSheet: number
  sheetName: string
  filename: string
  /** epoch ms */
  now: number
}

interface Piece {
  text: string
  face: FontFace
  size: number
  underline: boolean
}
type Side = 'left' | 'center' | 'right'

/** Header and footer of one page (codes of ISO 29500-1 §18.3.1.46). Error: MissingGlyphs. */
export function headerAndFooter(
  { settings, headerFooter }: Sheet,
  setup: PrintSetup,
  facts: PageFacts,
  fonts: FontSet,
): DrawingItem[] {
  const options = settings.get('headerFooter') ?? {}
  const kind =
    isOn(options.differentFirst) && facts.inSheet === 1
      ? 'first'
      : isOn(options.differentOddEven) && facts.page % 2 === 0
        ? 'even'
        : 'odd'
  const draw = (code: string | undefined, bottom: boolean): DrawingItem[] =>
    code ? drawSides(sidesOf(code, facts), setup, bottom, fonts) : []
  return [...draw(headerFooter.get(`${kind}Header`), false), ...draw(headerFooter.get(`${kind}Footer`), true)]
}

function sidesOf(code: string, facts: PageFacts): Record<Side, Piece[][]> {
  const sides: Record<Side, Piece[][]> = { left: [[]], center: [[]], right: [[]] }
  let side: Side = 'center'
  let look = { face: 'song' as FontFace, bold: false, size: 10, underline: false }
  const put = (text: string): void => {
    const face: FontFace =
      look.bold && (look.face === 'hei' || look.face === 'song') ? `${look.face}-bold` : look.face
    for (const [i, line] of text.split(/\r\n|\n/).entries()) {
      if (i > 0) sides[side].push([])
      if (line !== '')
        sides[side].at(-1)?.push({ text: line, face, size: look.size, underline: look.underline })
    }
  }
  const codes = /&(?:"([^"]*)"|(\d{1,3})|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|([PN])([+-]\d+)?|(.))|([^&]+)/gsu
  for (const [, font, size, number, offset = '0', letter, text] of code.matchAll(codes)) {
    if (text !== undefined) put(text)
    else if (font !== undefined) {
      const [name = '', shape = ''] = font.split(',')
      look = {
        ...look,
        bold: /bold|加粗|粗体/i.test(shape),
        face: name === '-' ? look.face : faceOfFont(name).face,
      }
    } else if (size !== undefined) look = { ...look, size: Math.max(4, Math.min(72, Number(size))) }
    else if (number !== undefined) put(String((number === 'P' ? facts.page : facts.pages) + Number(offset)))
    else if (letter !== undefined) {
      const turned = { L: 'left', C: 'center', R: 'right' } as const
      if (letter === 'L' || letter === 'C' || letter === 'R') {
        side = turned[letter]
        look = { face: 'song', bold: false, size: 10, underline: false }
      } else if (letter === 'B') look = { ...look, bold: !look.bold }
      else if (letter === 'U' || letter === 'E') look = { ...look, underline: !look.underline }
      else if (letter === '&') put('&')
      else if (letter === 'A') put(facts.sheetName)
      else if (letter === 'F') put(facts.filename)
      else if (letter === 'D')
        put(inShanghai(facts.now, { year: 'numeric', month: 'numeric', day: 'numeric' }))
      else if (letter === 'T') put(inShanghai(facts.now, { hour: '2-digit', minute: '2-digit' }))
    }
  }
  return sides
}

const inShanghai = (time: number, parts: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false, ...parts }).format(time)

function drawSides(
  sides: Record<Side, Piece[][]>,
  { width, height, margins }: PrintSetup,
  bottom: boolean,
  fonts: FontSet,
): DrawingItem[] {
  const items: DrawingItem[] = []
  for (const side of ['left', 'center', 'right'] as const) {
    const lines = sides[side]
    const heights = lines.map((line) => line.reduce((most, { size }) => Math.max(most, size * 1.25), 12.5))
    const all = heights.reduce((sum, own) => sum + own, 0)
    let y = bottom ? height - margins.footer - all : margins.header
    for (const [i, line] of lines.entries()) {
      y += heights[i] ?? 0
      const wide = line.reduce((sum, { text, face, size }) => sum + fonts.widthOf(text, face) * size, 0)
      let x =
        side === 'left' ? margins.left : side === 'right' ? width - margins.right - wide : (width - wide) / 2
      for (const { text, face, size, underline } of line) {
        const own = fonts.widthOf(text, face) * size
        items.push({ kind: 'text', text, x, y: y - size * 0.25, size, face, color: '#000000' })
        if (underline)
          items.push({
            kind: 'shapes',
            shapes: [
              {
                d: [
                  ['M', x, y - size * 0.1],
                  ['L', x + own, y - size * 0.1],
                ],
                stroke: '#000000',
                strokeWidth: size / 18,
              },
            ],
          })
        x += own
      }
    }
  }
  return items
}
