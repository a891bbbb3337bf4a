import type { LayoutContext } from './layout-context'
import type { FlowBlock, FlowParagraph } from './model'
import { layoutParagraph } from './paragraph'
import type { Strip } from './strip'
import { layoutTable } from './table'

const MAX_DEPTH = 12

/** Lays blocks out below one another in a column of the given width. */
export function layoutBlocks(blocks: readonly FlowBlock[], width: number, context: LayoutContext): Strip[] {
  const strips: Strip[] = []
  let after = 0
  blocks.forEach((block, index) => {
    if (block.kind === 'table') {
      // Deeper tables than any document has are set as their text, so that nothing is lost.
      const inner =
        context.depth >= MAX_DEPTH
          ? layoutBlocks(
              block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks)).filter(isParagraph),
              width,
              context,
            )
          : layoutTable(block, width, context)
      appendWithGap(strips, inner, after)
      after = 0
      return
    }
    const previous = blocks[index - 1]
    const next = blocks[index + 1]
    const before = previous?.kind === 'paragraph' ? previous : undefined
    const lines = layoutParagraph(block, width, context, {
      before,
      after: next?.kind === 'paragraph' ? next : undefined,
    })
    appendWithGap(strips, lines, gapBetween(before, block, after))
    after = block.spacing?.after ?? 0
  })
  return strips
}

const isParagraph = (block: FlowBlock): block is FlowParagraph => block.kind === 'paragraph'

function gapBetween(before: FlowParagraph | undefined, block: FlowParagraph, after: number): number {
  const own = block.spacing?.before ?? 0
  const related = before !== undefined && before.styleKey !== undefined && before.styleKey === block.styleKey
  if (!related) return after + own
  return (before.spacing?.contextual ? 0 : after) + (block.spacing?.contextual ? 0 : own)
}

function appendWithGap(strips: Strip[], more: readonly Strip[], gap: number): void {
  const before = strips.at(-1)
  more.forEach((strip, index) => {
    if (index === 0) {
      strip.gapBefore += gap
      strip.breakBefore ??= before?.breakAfter
    }
    strips.push(strip)
  })
}
