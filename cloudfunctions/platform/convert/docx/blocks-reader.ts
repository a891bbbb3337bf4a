import type { FlowBlock } from '../../flow/model'
import { ConversionRefused } from '../conversion'
import type { XmlElement } from '../package/xml'
import { childOf } from '../package/xml'
import { readParagraph } from './paragraph-reader'
import { visibleChildren } from './alternate-content'
import type { Story } from './story'
import { readTable } from './table-reader'
import { refuseUnknownText } from './unknown-text'

const MAX_DEPTH = 30

/** Reads what stands below one another: paragraphs, tables, and what wraps them. */
export function readBlocks(elements: readonly XmlElement[], story: Story): FlowBlock[] {
  const depth = (depths.get(story) ?? 0) + 1
  if (depth > MAX_DEPTH) throw new ConversionRefused('FILE_TOO_COMPLEX')
  const inner: Story = {
    ...story,
    readBlocks: (children, next) => {
      depths.set(next, depth)
      return readBlocks(children, next)
    },
  }
  return plainBlocks(elements).flatMap((element) =>
    element.name === 'p' ? readParagraph(element, inner) : [readTable(element, inner)],
  )
}

/** How many cells, boxes and notes a story stands inside of. */
const depths = new WeakMap<Story, number>()

/** Paragraphs and tables in order, taken out of content controls and the like. */
export function plainBlocks(elements: readonly XmlElement[]): XmlElement[] {
  return elements.flatMap((element): XmlElement[] => {
    switch (element.name) {
      case 'p':
      case 'tbl':
        return [element]
      case 'sdt':
        return plainBlocks(childOf(element, 'sdtContent')?.children ?? [])
      case 'customXml':
      case 'smartTag':
        return plainBlocks(element.children)
      case 'AlternateContent':
        return plainBlocks(visibleChildren(element))
      case 'ins':
      case 'del':
      case 'moveFrom':
      case 'moveTo':
        throw new ConversionRefused('FILE_CHANGES')
      case 'altChunk':
        throw new ConversionRefused('FILE_UNDRAWABLE', '嵌入文件')
      case 'oMathPara':
      case 'oMath':
        throw new ConversionRefused('FILE_UNDRAWABLE', '公式')
      default:
        refuseUnknownText(element)
        return []
    }
  })
}
