import { cropOf } from '../package/picture-crop'
import type { FloatingGraphic, FloatingPlace, FlowInline, InlineGraphic } from '../../flow/model'
import type { RasterImage } from '../../pdf/appearance/drawing'
import { ImageError } from '../../pdf/image/image-error'
import { imageSize, readImage } from '../../pdf/image/read-image'
import { ConversionRefused } from '../conversion'
import type { XmlElement } from '../package/xml'
import { childOf, childrenOf, descendantOf } from '../package/xml'
import type { SharedParts, Story } from './story'
import { emu, isOn, numberIn, twips } from './word-xml'

const UNDRAWABLE_GRAPHICS: [RegExp, string][] = [
  [/\/chart|\/chartex/i, '图表'],
  [/\/diagram/i, 'SmartArt'],
  [/\/ink/i, '墨迹'],
  [/\/lockedCanvas|\/wordprocessingCanvas/i, '绘图画布'],
  [/\/slicer|\/model3d/i, '嵌入对象'],
]

/** Pictures and text boxes of a `w:drawing`. `boxes` gets the content of text boxes. */
export function readDrawing(drawing: XmlElement, story: Story, boxes: XmlElement[][]): FlowInline[] {
  return drawing.children.flatMap((frame) =>
    frame.name === 'inline' || frame.name === 'anchor' ? readFrame(frame, story, boxes) : [],
  )
}

function readFrame(frame: XmlElement, story: Story, boxes: XmlElement[][]): FlowInline[] {
  const { warnings } = story.shared
  const data = childOf(childOf(frame, 'graphic'), 'graphicData')
  const uri = data?.attributes['uri'] ?? ''
  const refused = UNDRAWABLE_GRAPHICS.find(([pattern]) => pattern.test(uri))
  if (refused) throw new ConversionRefused('UNDRAWABLE', refused[1])
  if (isHidden(frame)) return []
  const extent = childOf(frame, 'extent')?.attributes
  const size = { width: emu(extent?.['cx']), height: emu(extent?.['cy']) }
  const pictures = all(data, 'pic')
  const texts = all(data, 'txbxContent')
  if (texts.length > 0) {
    warnings.add('TEXT_BOX_MOVED')
    boxes.push(...texts.map((text) => text.children))
  }
  if (pictures.length === 0) {
    if (texts.length === 0) warnings.add('SHAPE_LEFT_OUT')
    return []
  }
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

const isHidden = (frame: XmlElement): boolean => {
  const hidden = childOf(frame, 'docPr')?.attributes['hidden']
  return hidden !== undefined && isOn(hidden)
}

function readPicture(
  picture: XmlElement,
  size: { width: number; height: number },
  story: Story,
): InlineGraphic | undefined {
  const fill = childOf(picture, 'blipFill')
  const blip = childOf(fill, 'blip')
  const id = blip?.attributes['embed']
  if (blip?.attributes['link'] !== undefined && id === undefined)
    throw new ConversionRefused('UNDRAWABLE', '外部图片')
  if (id === undefined) return undefined
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
  if (!relation || relation.external) throw new ConversionRefused('UNDRAWABLE', '外部图片')
  const known = images.get(story.shared) ?? new Map<string, RasterImage>()
  images.set(story.shared, known)
  const read = known.get(relation.target)
  if (read) return read
  const bytes = story.shared.file.part(relation.target)
  if (!bytes) throw new ConversionRefused('UNREADABLE', relation.target)
  try {
    const image = readImage(bytes)
    known.set(relation.target, image)
    return image
  } catch (error) {
    if (!(error instanceof ImageError)) throw error
    const kind = /\.(\w{1,5})$/.exec(relation.target)?.[1]?.toUpperCase() ?? ''
    throw new ConversionRefused('UNDRAWABLE', `图片 ${kind}`.trim())
  }
}

/** A floating picture that text does not flow around keeps its place; others stand in the line. */
function placed(frame: XmlElement, graphic: InlineGraphic, story: Story): FlowInline {
  if (frame.name === 'inline') return graphic
  const behind = isOn(frame.attributes['behindDoc'] ?? '0')
  const horizontal = childOf(frame, 'positionH')
  const vertical = childOf(frame, 'positionV')
  const through = childOf(frame, 'wrapNone') !== undefined
  if (!through || !horizontal || !vertical) {
    story.shared.warnings.add('PICTURE_MOVED')
    return graphic
  }
  const floating: FloatingGraphic = {
    ...graphic,
    kind: 'floating',
    horizontal: place(horizontal, HORIZONTAL, 'column'),
    vertical: place(vertical, VERTICAL, 'paragraph'),
    ...(behind ? { behindText: true } : {}),
  }
  return floating
}

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
export function readVml(pict: XmlElement, story: Story, boxes: XmlElement[][]): FlowInline[] {
  const { warnings } = story.shared
  const result: FlowInline[] = []
  const texts = all(pict, 'txbxContent')
  if (texts.length > 0) {
    warnings.add('TEXT_BOX_MOVED')
    boxes.push(...texts.map((text) => text.children))
  }
  for (const shape of [...all(pict, 'shape'), ...all(pict, 'rect')]) {
    const id = childOf(shape, 'imagedata')?.attributes['id']
    if (descendantOf(shape, 'textpath')) warnings.add('WATERMARK_LEFT_OUT')
    if (id === undefined) continue
    const style = shape.attributes['style'] ?? ''
    const size = { width: cssLength(style, 'width'), height: cssLength(style, 'height') }
    if (/position:\s*absolute/i.test(style)) warnings.add('PICTURE_MOVED')
    result.push(sized(imageOf(id, story), size))
  }
  if (result.length === 0 && texts.length === 0 && !descendantOf(pict, 'textpath') && hasShape(pict))
    warnings.add('SHAPE_LEFT_OUT')
  return result
}

const hasShape = (pict: XmlElement): boolean =>
  ['shape', 'rect', 'line', 'oval', 'roundrect', 'polyline', 'group', 'curve', 'arc'].some((name) =>
    descendantOf(pict, name),
  )

function cssLength(style: string, property: string): number {
  const found = new RegExp(`(?:^|;)\\s*${property}:\\s*([\\d.]+)(pt|in|cm|mm|px)?`, 'i').exec(style)
  const value = numberIn(found?.[1]) ?? 0
  return found?.[2]?.toLowerCase() === 'px' || !found?.[2]
    ? value * 0.75
    : (twips(`${value}${found[2].toLowerCase()}`) ?? 0)
}

/** All elements of a name below, those inside of a found one left out. */
function all(element: XmlElement | undefined, name: string): XmlElement[] {
  if (!element) return []
  return visibleChildren(element).flatMap((child) => (child.name === name ? [child] : all(child, name)))
}

/** One of several forms of the same content (ISO 29500-3 §7.5): the newer one, unless it is of a kind we do not know. */
export function visibleChildren(element: XmlElement): readonly XmlElement[] {
  if (element.name !== 'AlternateContent') return element.children
  const choices = childrenOf(element, 'Choice')
  const known = choices.find((choice) =>
    /^(wps|wpg|wp14|w14|w15|wpc|a14|wpi|cx\d*|c14|v)?$/.test(choice.attributes['Requires'] ?? ''),
  )
  return (known ?? childOf(element, 'Fallback') ?? choices[0])?.children ?? []
}
