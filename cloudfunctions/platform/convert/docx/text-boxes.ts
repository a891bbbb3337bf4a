import type { Border, FlowBlock } from '../../flow/model'
import type { XmlElement } from '../package/xml'
import { childOf } from '../package/xml'
import { lineOf, vmlColour, type ShapePlace } from './shapes'
import type { Story } from './story'
import { emu } from './word-xml'

/** A text box on its way into the running text: what it holds, and what of its place and frame can be kept. */
export interface TextBox {
  elements: XmlElement[]
  place?: ShapePlace
  /** points; absent when the box is as wide as its text */
  width?: number
  /** points that it takes at least */
  height?: number
  border?: Border
  fill?: string
}

/** Space between a box's frame and its text (ISO 29500-1 §21.1.2.1.1). */
const INSET = { top: 3.6, right: 7.2, bottom: 3.6, left: 7.2 }
const LEAST_WIDTH = 36
/** An empty frame higher than this would leave half a page blank. */
const MOST_HEIGHT = 300

/** A text box of DrawingML (`wps:wsp` with `wps:txbx`). */
export function drawnTextBox(
  shape: XmlElement,
  content: XmlElement,
  size: { width: number },
  place: ShapePlace | undefined,
  story: Story,
): TextBox {
  const spPr = childOf(shape, 'spPr')
  const wraps = childOf(shape, 'bodyPr')?.attributes['wrap'] !== 'none'
  const border = lineOf(shape, story)
  const fill = fillOf(shape, spPr, story)
  return {
    elements: content.children,
    ...(place ? { place } : {}),
    ...(wraps ? { width: size.width } : {}),
    ...(border ? { border } : {}),
    ...(fill ? { fill } : {}),
  }
}

function fillOf(shape: XmlElement, spPr: XmlElement | undefined, story: Story): string | undefined {
  const { colours } = story.shared
  if (childOf(spPr, 'noFill')) return undefined
  const own = childOf(spPr, 'solidFill')
  if (own) return colours.of(own)
  const reference = childOf(childOf(shape, 'style'), 'fillRef')
  return reference && reference.attributes['idx'] !== '0' ? colours.of(reference) : undefined
}

/** A text box of VML (ISO 29500-4 §19.1). */
export function vmlTextBox(
  shape: XmlElement,
  content: XmlElement,
  width: number,
  place: ShapePlace | undefined,
): TextBox {
  const { style = '', stroked, filled, strokecolor, fillcolor } = shape.attributes
  const isOff = (value: string | undefined): boolean => value === 'f' || value === 'false'
  const fill = isOff(filled) ? undefined : vmlColour(fillcolor)
  return {
    elements: content.children,
    ...(place ? { place } : {}),
    ...(/mso-wrap-style:\s*none/i.test(style) || width <= 0 ? {} : { width }),
    ...(isOff(stroked)
      ? {}
      : { border: { style: 'single' as const, width: 0.75, color: vmlColour(strokecolor) ?? '#000000' } }),
    ...(fill && fill !== '#ffffff' ? { fill } : {}),
  }
}

/**
 * The box as part of the running text: a frame of its width at its distance from the text's edge, or its paragraphs
 * alone where the box is as wide as its text.
 */
export function textBoxBlocks(box: TextBox, story: Story): FlowBlock[] {
  const { place, border, fill } = box
  const width = Math.min(box.width ?? 0, story.textWidth)
  const framed = width >= LEAST_WIDTH && story.cellPart === undefined
  const height = framed && border ? Math.min(box.height ?? 0, MOST_HEIGHT) : 0
  const inner = framed ? width - INSET.left - INSET.right : story.textWidth
  const blocks = story.readBlocks(box.elements, {
    ...story,
    cellPart: undefined,
    textWidth: Math.max(inner, 24),
  })
  if (!framed && !fill) return blocks.map((block) => aligned(block, place?.align))
  const indent = Math.min(Math.max(place?.offset ?? 0, 0), Math.max(story.textWidth - width, 0))
  return [
    {
      kind: 'table',
      columns: [framed ? width : story.textWidth],
      align: place?.align ?? 'left',
      indent: framed ? indent : 0,
      padding: INSET,
      rows: [
        {
          ...(height > 0 ? { height: { rule: 'atLeast', points: height } } : {}),
          cells: [
            {
              blocks,
              ...(border ? { borders: { top: border, right: border, bottom: border, left: border } } : {}),
              ...(fill ? { shading: fill } : {}),
            },
          ],
        },
      ],
    },
  ]
}

function aligned(block: FlowBlock, align: ShapePlace['align']): FlowBlock {
  if (!align || block.kind === 'table' || (block.align !== 'left' && block.align !== 'justify')) return block
  return { ...block, align }
}

/** Width of a box of DrawingML by its own account; of the frame around it when it says none. */
export const boxWidth = (shape: XmlElement, frameWidth: number): number =>
  emu(childOf(childOf(childOf(shape, 'spPr'), 'xfrm'), 'ext')?.attributes['cx']) || frameWidth
