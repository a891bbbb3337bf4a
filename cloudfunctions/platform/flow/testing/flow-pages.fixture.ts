import type { Drawing, DrawnText } from '../../pdf/appearance/drawing'
import { FontSet } from '../../pdf/fonts/font-set'
import type { FlowBlock, PageSetup, TextStyle } from '../model'

/** A page without margins. */
export const page = (width: number, height: number): PageSetup => ({
  width,
  height,
  margins: { top: 0, right: 0, bottom: 0, left: 0 },
})

export const style: TextStyle = { face: 'song', size: 10, lineHeight: 1 }

/** One line of ten points. */
export const line = (
  text: string,
  more: Partial<Extract<FlowBlock, { kind: 'paragraph' }>> = {},
): FlowBlock => ({
  kind: 'paragraph',
  inlines: text ? [{ kind: 'text', text, style }] : [],
  style,
  ...more,
})

const texts = (drawing: Drawing): DrawnText[] =>
  drawing.items.filter((item): item is DrawnText => item.kind === 'text')

/** The text of all pages in the order of painting. */
export const textOfPages = (pages: readonly Drawing[]): string =>
  pages.flatMap((drawing) => texts(drawing).map((item) => item.text)).join('')

/** Lines by baseline, over all pages, with the place where their ink ends. */
export function linesOf(
  pages: readonly Drawing[],
): { text: string; y: number; left: number; right: number }[] {
  const fonts = FontSet.open()
  return pages.flatMap((drawing) => {
    const lines = new Map<number, DrawnText[]>()
    for (const item of texts(drawing)) {
      const y = Math.round(item.y * 10) / 10
      lines.set(y, [...(lines.get(y) ?? []), item])
    }
    return [...lines].map(([y, items]) => {
      const last = items.at(-1) as DrawnText
      const shown = last.text.trimEnd()
      const width =
        fonts.widthOf(shown, last.face) * last.size + (last.spacing ?? 0) * ([...shown].length - 1)
      return {
        text: items.map((item) => item.text).join(''),
        y,
        left: items[0]?.x ?? 0,
        right: last.x + width,
      }
    })
  })
}

/** What stands on each page, blanks left out. */
export const pageTexts = (pages: readonly Drawing[]): string[] =>
  pages.map((drawing) => textOfPages([drawing]).replace(/\s/g, ''))
