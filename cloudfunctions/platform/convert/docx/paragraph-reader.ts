import type { FlowBlock, FlowParagraph, ParagraphMarker } from '../../flow/model'
import { ConversionRefused } from '../conversion'
import type { XmlElement } from '../package/xml'
import { childOf } from '../package/xml'
import { readInlines, type ParagraphContent } from './inline-reader'
import type { ParagraphProperties } from './paragraph-properties'
import { mergeParagraph, readParagraphProperties } from './paragraph-properties'
import type { RunProperties } from './run-properties'
import type { Story } from './story'
import { mergeRun, type DocumentStyle } from './styles'
import { textBoxBlocks } from './text-boxes'
import { textStyle } from './text-style'

const BULLET = '•'

/** A paragraph, and below it what its text boxes hold. */
export function readParagraph(element: XmlElement, story: Story): FlowBlock[] {
  const { styles } = story.shared
  const pPr = childOf(element, 'pPr')
  const mark = childOf(pPr, 'rPr')
  // An inserted or deleted end of a paragraph splits or joins text.
  if (
    mark &&
    (childOf(mark, 'ins') || childOf(mark, 'del') || childOf(mark, 'moveFrom') || childOf(mark, 'moveTo'))
  )
    throw new ConversionRefused('FILE_CHANGES')
  const direct = readParagraphProperties(pPr)
  const style = styles.style(direct.styleId, 'paragraph')
  const properties = paragraphProperties(direct, style, story)
  const levels = [story.cellPart?.run ?? {}, style.run]
  const content = readInlines(element, levels, story)
  const markDirect = styles.runProperties(mark)
  const markRun = mergeRun(styles.defaultRun, levels, markDirect)
  const boxed = content.boxes.flatMap((box) => textBoxBlocks(box, story))
  // A paragraph that is hidden with its end takes no room at all.
  if (markRun.hidden && content.inlines.length === 0) return boxed
  // A header's or footer's box stands where its empty paragraph stands: a page number in the middle of the foot.
  if (story.kind === 'furniture' && boxed.length > 0 && content.inlines.length === 0 && !properties.borders)
    return boxed
  return [flowParagraph(properties, content, markRun, levels, story, style.id), ...boxed]
}

function flowParagraph(
  properties: ParagraphProperties,
  content: ParagraphContent,
  markRun: RunProperties,
  levels: readonly RunProperties[],
  story: Story,
  styleKey: string,
): FlowParagraph {
  const { warnings, settings } = story.shared
  const first = content.inlines.find((inline) => inline.kind === 'text')
  const size = first?.kind === 'text' ? first.style.size : (markRun.size ?? 10.5)
  const { borders } = properties
  const tabs = [...(properties.tabs ?? []), ...content.stops]
  const marker = readMarker(properties, markRun, levels, story)
  return {
    kind: 'paragraph',
    inlines: content.inlines,
    style: textStyle(markRun, '', warnings),
    ...(marker ? { marker } : {}),
    align: properties.frameAlign ?? properties.align ?? 'left',
    indent: {
      left: inCharacters(properties.leftChars, size) ?? properties.left ?? 0,
      right: inCharacters(properties.rightChars, size) ?? properties.right ?? 0,
      first: inCharacters(properties.firstChars, size) ?? properties.first ?? 0,
    },
    spacing: {
      before: inLines(properties.beforeLines, story) ?? properties.before ?? 0,
      after: inLines(properties.afterLines, story) ?? properties.after ?? 0,
      line: properties.line,
      contextual: properties.contextual,
    },
    styleKey,
    keepWithNext: properties.keepNext,
    keepLines: properties.keepLines,
    pageBreakBefore: properties.pageBreakBefore,
    widowControl: properties.widowControl,
    snapToGrid: properties.snapToGrid,
    autoSpace: properties.autoSpace,
    ...(tabs.length > 0 ? { tabs } : {}),
    defaultTab: settings.defaultTab,
    shading: properties.shading,
    ...(borders && Object.values(borders).some(Boolean)
      ? {
          borders: {
            top: borders.top ?? undefined,
            right: borders.right ?? undefined,
            bottom: borders.bottom ?? undefined,
            left: borders.left ?? undefined,
            between: borders.between ?? undefined,
          },
        }
      : {}),
    ...(properties.outline && story.kind === 'body' && content.inlines.length > 0
      ? { outlineLevel: properties.outline }
      : {}),
  }
}

/** Nought characters take back what a style said in characters; the length then counts. */
const inCharacters = (hundredths: number | undefined, size: number): number | undefined =>
  hundredths === undefined || hundredths === 0 ? undefined : (hundredths / 100) * size

const inLines = (hundredths: number | undefined, story: Story): number | undefined =>
  hundredths === undefined || hundredths === 0 || story.linePitch === undefined
    ? undefined
    : (hundredths / 100) * story.linePitch

/**
 * Defaults, table style, then the paragraph style's chain, each list's indents below those of the style that names the
 * list (ISO 29500-1 §17.9.23), last the paragraph itself.
 */
function paragraphProperties(
  direct: ParagraphProperties,
  style: DocumentStyle,
  story: Story,
): ParagraphProperties {
  const { styles, numbering } = story.shared
  let merged = mergeParagraph(styles.defaultParagraph, story.cellPart?.paragraph ?? {})
  for (const { paragraph } of style.chain) {
    if (paragraph.numId !== undefined)
      merged = mergeParagraph(merged, numbering.level(paragraph.numId, paragraph.level ?? 0)?.paragraph ?? {})
    else if (paragraph.level !== undefined && merged.numId !== undefined)
      merged = mergeParagraph(merged, numbering.level(merged.numId, paragraph.level)?.paragraph ?? {})
    merged = mergeParagraph(merged, paragraph)
  }
  if (direct.numId !== undefined || (direct.level !== undefined && merged.numId !== undefined)) {
    const numId = direct.numId ?? merged.numId ?? '0'
    const level = direct.level ?? (direct.numId === undefined ? merged.level : undefined) ?? 0
    merged = mergeParagraph(merged, numbering.level(numId, level)?.paragraph ?? {})
    merged = { ...merged, numId, level }
  }
  return mergeParagraph(merged, {
    ...direct,
    ...(direct.numId !== undefined ? { level: direct.level ?? 0 } : {}),
  })
}

function readMarker(
  { numId, level = 0 }: ParagraphProperties,
  markRun: RunProperties,
  levels: readonly RunProperties[],
  story: Story,
): ParagraphMarker | undefined {
  if (numId === undefined || numId === '0') return undefined
  const { numbering, warnings, styles } = story.shared
  const definition = numbering.level(numId, level)
  if (!definition) return undefined
  const text = numbering.next(numId, level, story.part)
  if (definition.run.hidden || markRun.hidden) return undefined
  const { underline: _underline, ...mark } = markRun
  const base = levels.length > 0 ? mark : styles.defaultRun
  // A bullet's font names the sign only; its text is Unicode by now.
  const { asciiFont, ...own } = definition.run
  const run = { ...base, ...own, ...(definition.format === 'bullet' || !asciiFont ? {} : { asciiFont }) }
  if (text === '' && definition.suffix === 'nothing') return undefined
  const style = textStyle(run, text, warnings)
  const { align, suffix } = definition
  if (text !== BULLET) return { text, style, align, suffix }
  // The bullet of Chinese fonts is a speck in the middle of an em: a small disc is what word processors show.
  return { text: '●', style: { ...style, size: style.size * 0.45, rise: style.size * 0.16 }, align, suffix }
}
