import { cropOf } from '../package/picture-crop'
import type { FloatingGraphic, FloatingPlace, FlowInline, InlineGraphic } from '../../flow/model'
import type { RasterImage } from '../../pdf/appearance/drawing'
import { ImageError } from '../../pdf/image/image-error'
import { imageSize, readImage } from '../../pdf/image/read-image'
import { ConversionRefused } from '../conversion'
import type { XmlElement } from '../package/xml'
import { childOf, childrenOf, descendantOf } from '../package/xml'
import { shownChildOf, visibleChildren } from './alternate-content'
import type { SharedParts, Story } from './story'
import { cssLength, shapePicture, vmlFrame, vmlLine, vmlPlace, type ShapePlace } from './shapes'
import { boxWidth, drawnTextBox, vmlTextBox, type TextBox } from './text-boxes'
import { emu, isOn, numberIn } from './word-xml'

const UNDRAWABLE_GRAPHICS: [RegExp, string][] = [
  [/\/chart|\/chartex/i, '图表'],
  [/\/diagram/i, 'SmartArt'],
  [/\/ink/i, '墨迹'],
  [/\/lockedCanvas|\/wordprocessingCanvas/i, '绘图画布'],
  [/\/slicer|\/model3d/i, '嵌入对象'],
]

/** Pictures and text boxes of a `w:drawing`. `boxes` gets the text boxes. */
export function readDrawing(drawing: XmlElement, story: Story, boxes: TextBox[]): FlowInline[] {
  return drawing.children.flatMap((frame) =>
    frame.name === 'inline' || frame.name === 'anchor' ? readFrame(frame, story, boxes) : [],
  )
}

function readFrame(frame: XmlElement, story: Story, boxes: TextBox[]): FlowInline[] {
  const { warnings } = story.shared
  const data = childOf(childOf(frame, 'graphic'), 'graphicData')
  const uri = data?.attributes['uri'] ?? ''
  const refused = UNDRAWABLE_GRAPHICS.find(([pattern]) => pattern.test(uri))
  if (refused) throw new ConversionRefused('FILE_UNDRAWABLE', refused[1])
  if (isHidden(frame)) return []
  const extent = childOf(frame, 'extent')?.attributes
  const size = { width: emu(extent?.['cx']), height: emu(extent?.['cy']) }
  const pictures = all(data, 'pic')
  const texts = all(data, 'txbxContent')
  if (texts.length > 0) {
    warnings.add('TEXT_BOX_MOVED')
    boxes.push(...textBoxes(data, frame, size.width, texts, story))
  }
  if (pictures.length === 0) return texts.length === 0 ? shapeAlone(data, frame, size, story) : []
  const [only] = pictures
  if (pictures.length === 1 && only) {
    const graphic = readPicture(only, size, story)
    return graphic ? [placed(frame, graphic, story)] : []
  }
  // The pictures of a group follow one another in the line.
  warnings.add('PICTURE_MOVED')
  return pictures.flatMap((picture) => {
    const own = childOf(childOf(childOf(picture, 'spPr'), 'xfrm'), 'ext')?.attributes
    return readPicture(picture, { width: emu(own?.['cx']), height: emu(own?.['cy']) }, story) ?? []
  })
}

/** A box for each shape that holds text; the text alone where it stands in something else. */
function textBoxes(
  data: XmlElement | undefined,
  frame: XmlElement,
  width: number,
  texts: readonly XmlElement[],
  story: Story,
): TextBox[] {
  const [only, ...others] = all(data, 'wsp')
  const [text, ...more] = texts
  // The place is the frame's: of several shapes in one frame each would need its own.
  if (!only || others.length > 0 || !text || more.length > 0)
    return texts.map((content) => ({ elements: content.children }))
  if (childOf(childOf(only, 'spPr'), 'blipFill')) story.shared.warnings.add('SHAPE_LEFT_OUT')
  const box = drawnTextBox(only, text, { width: boxWidth(only, width) }, placeAcross(frame), story)
  // One that lies over the text takes no room of its own.
  const height = childOf(frame, 'wrapNone') ? 0 : emu(childOf(frame, 'extent')?.attributes['cy'])
  return [{ ...box, height }]
}

function placeAcross(frame: XmlElement): ShapePlace | undefined {
  const position = childOf(frame, 'positionH')
  if (!position) return undefined
  const align = ALIGNED[childOf(position, 'align')?.text.trim() ?? '']
  if (align) return align === 'start' ? {} : { align: align === 'end' ? 'right' : 'center' }
  const from = HORIZONTAL[position.attributes['relativeFrom'] ?? '']
  return from === 'page' ? {} : { offset: emu(childOf(position, 'posOffset')?.text) }
}

/** A shape without text: drawn where it is a line, a frame or filled with a picture, else left out. */
function shapeAlone(
  data: XmlElement | undefined,
  frame: XmlElement,
  size: { width: number; height: number },
  story: Story,
): FlowInline[] {
  const [shape, ...others] = all(data, 'wsp')
  const filled = childOf(shape, 'spPr')
  if (shape && filled && others.length === 0) {
    const image = childOf(filled, 'blipFill') && readPicture(filled, size, story)
    if (image) return [placed(frame, image, story)]
    const picture = shapePicture(shape, size, story)
    const { width, height } = picture ?? size
    if (picture && frame.name === 'inline') return [{ kind: 'graphic', graphic: { picture }, width, height }]
    const floating = picture && floatingAt(frame, { kind: 'graphic', graphic: { picture }, width, height })
    if (floating) return [floating]
  }
  story.shared.warnings.add('SHAPE_LEFT_OUT')
  return []
}

const isHidden = (frame: XmlElement): boolean => {
  const hidden = childOf(frame, 'docPr')?.attributes['hidden']
  return hidden !== undefined && isOn(hidden)
}

function readPicture(
  picture: XmlElement,
  size: { width: number; height: number },
  story: Story,
): InlineGraphic | undefined {
  const fill = shownChildOf(picture, 'blipFill')
  const blip = childOf(fill, 'blip')
  const id = blip?.attributes['embed']
  if (blip?.attributes['link'] !== undefined && id === undefined)
    throw new ConversionRefused('FILE_UNDRAWABLE', '外部图片')
  if (id === undefined) {
    story.shared.warnings.add('SHAPE_LEFT_OUT')
    return undefined
  }
  const crop = cropOf(childOf(fill, 'srcRect'))
  const rotation = numberIn(childOf(childOf(picture, 'spPr'), 'xfrm')?.attributes['rot']) ?? 0
  if (Math.abs(rotation % 21_600_000) > 60_000) story.shared.warnings.add('PICTURE_EFFECTS')
  const shown = sized(imageOf(id, story), size)
  if (!crop || !('image' in shown.graphic)) return shown
  return { ...shown, graphic: { ...shown.graphic, crop } }
}

function sized(image: RasterImage, { width, height }: { width: number; height: number }): InlineGraphic {
  const natural = imageSize(image)
  if (width > 0.1 && height > 0.1) return { kind: 'graphic', graphic: { image }, width, height }
  // Without a size it has that of its pixels at 96 to the inch.
  return { kind: 'graphic', graphic: { image }, width: natural.width * 0.75, height: natural.height * 0.75 }
}

const images = new WeakMap<SharedParts, Map<string, RasterImage>>()

function imageOf(id: string, story: Story): RasterImage {
  const relation = story.relationships.get(id)
  if (!relation || relation.external) throw new ConversionRefused('FILE_UNDRAWABLE', '外部图片')
  const known = images.get(story.shared) ?? new Map<string, RasterImage>()
  images.set(story.shared, known)
  const read = known.get(relation.target)
  if (read) return read
  const bytes = story.shared.file.part(relation.target)
  if (!bytes) throw new ConversionRefused('FILE_UNREADABLE', relation.target)
  try {
    const image = readImage(bytes)
    known.set(relation.target, image)
    return image
  } catch (error) {
    if (!(error instanceof ImageError)) throw error
    const kind = /\.(\w{1,5})$/.exec(relation.target)?.[1]?.toUpperCase() ?? ''
    throw new ConversionRefused('FILE_UNDRAWABLE', `图片 ${kind}`.trim())
  }
}

/** A floating picture that text does not flow around keeps its place; others stand in the line. */
function placed(frame: XmlElement, graphic: InlineGraphic, story: Story): FlowInline {
  if (frame.name === 'inline') return graphic
  const through = childOf(frame, 'wrapNone') !== undefined
  const floating = through ? floatingAt(frame, graphic) : undefined
  if (!floating) story.shared.warnings.add('PICTURE_MOVED')
  return floating ?? graphic
}

/** At the place that the frame names; undefined when it names none. */
function floatingAt(frame: XmlElement, graphic: InlineGraphic): FloatingGraphic | undefined {
  const behind = isOn(frame.attributes['behindDoc'] ?? '0')
  const horizontal = positionOf(frame, 'positionH')
  const vertical = positionOf(frame, 'positionV')
  if (!horizontal || !vertical) return undefined
  return {
    ...graphic,
    kind: 'floating',
    horizontal: place(horizontal, HORIZONTAL, 'column'),
    vertical: place(vertical, VERTICAL, 'paragraph'),
    ...(behind ? { behindText: true } : {}),
  }
}

/** Positions in percent stand beside one in points for older programs. */
const positionOf = (frame: XmlElement, name: string): XmlElement | undefined =>
  childOf(frame, name) ??
  childrenOf(frame, 'AlternateContent')
    .map((alternate) => childOf(childOf(alternate, 'Fallback'), name))
    .find((position) => position !== undefined)

const HORIZONTAL: Record<string, 'page' | 'margin' | 'column'> = {
  page: 'page',
  leftMargin: 'page',
  margin: 'margin',
  insideMargin: 'page',
  column: 'column',
  character: 'column',
}

const VERTICAL: Record<string, 'page' | 'margin' | 'paragraph'> = {
  page: 'page',
  topMargin: 'page',
  margin: 'margin',
  paragraph: 'paragraph',
  line: 'paragraph',
}

const ALIGNED: Record<string, 'start' | 'center' | 'end'> = {
  left: 'start',
  top: 'start',
  inside: 'start',
  center: 'center',
  right: 'end',
  bottom: 'end',
  outside: 'end',
}

function place<From extends string>(
  position: XmlElement,
  origins: Record<string, From>,
  fallback: From,
): FloatingPlace<From> {
  const from = origins[position.attributes['relativeFrom'] ?? ''] ?? fallback
  const align = ALIGNED[childOf(position, 'align')?.text.trim() ?? '']
  return align ? { from, align } : { from, offset: emu(childOf(position, 'posOffset')?.text) }
}

/** VML, the older form: pictures, text boxes, watermarks (ISO 29500-4 §19). */
export function readVml(pict: XmlElement, story: Story, boxes: TextBox[]): FlowInline[] {
  const { warnings } = story.shared
  const result: FlowInline[] = []
  const texts = all(pict, 'txbxContent')
  if (texts.length > 0) {
    warnings.add('TEXT_BOX_MOVED')
    boxes.push(...vmlTextBoxes(pict, texts))
  }
  // Shapes of a group count in the group's own units.
  const grouped = all(pict, 'group').length > 0
  const frames = all(pict, 'rect').filter((rect) => rect.children.every(({ name }) => !FILLED.has(name)))
  const lines = [...all(pict, 'line'), ...frames]
  const drawn = grouped
    ? []
    : lines.flatMap((line) => (line.name === 'line' ? vmlLine(line) : vmlFrame(line)) ?? [])
  if (drawn.length < lines.length) warnings.add('SHAPE_LEFT_OUT')
  result.push(...drawn)
  for (const shape of [...all(pict, 'shape'), ...all(pict, 'rect')]) {
    const id = childOf(shape, 'imagedata')?.attributes['id']
    if (descendantOf(shape, 'textpath')) warnings.add('WATERMARK_LEFT_OUT')
    if (childOf(shape, 'fill')?.attributes['id'] !== undefined) warnings.add('SHAPE_LEFT_OUT')
    if (id === undefined) continue
    const style = shape.attributes['style'] ?? ''
    if (/visibility:\s*hidden/i.test(style)) continue
    const size = { width: cssLength(style, 'width'), height: cssLength(style, 'height') }
    if (/position:\s*absolute/i.test(style)) warnings.add('PICTURE_MOVED')
    result.push(sized(imageOf(id, story), size))
  }
  if (
    result.length === 0 &&
    lines.length === 0 &&
    texts.length === 0 &&
    !descendantOf(pict, 'textpath') &&
    hasShape(pict)
  )
    warnings.add('SHAPE_LEFT_OUT')
  return result
}

function vmlTextBoxes(pict: XmlElement, texts: readonly XmlElement[]): TextBox[] {
  const shapes = ['shape', 'rect', 'roundrect'].flatMap((name) => all(pict, name))
  const [only, ...others] = shapes
  const [text, ...more] = texts
  if (!only || others.length > 0 || !text || more.length > 0 || all(pict, 'group').length > 0)
    return texts.map((content) => ({ elements: content.children }))
  const style = only.attributes['style'] ?? ''
  return [vmlTextBox(only, text, cssLength(style, 'width'), vmlPlace(style))]
}

/** What makes more of a rectangle of VML than its outline. */
const FILLED = new Set(['textbox', 'imagedata', 'textpath', 'fill'])

const hasShape = (pict: XmlElement): boolean =>
  ['shape', 'rect', 'line', 'oval', 'roundrect', 'polyline', 'group', 'curve', 'arc'].some((name) =>
    descendantOf(pict, name),
  )

/** All elements of a name below; those inside of a found one or of a text box belong to that. */
function all(element: XmlElement | undefined, name: string): XmlElement[] {
  if (!element) return []
  return visibleChildren(element).flatMap((child) =>
    child.name === name ? [child] : child.name === 'txbxContent' ? [] : all(child, name),
  )
}
