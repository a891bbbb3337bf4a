import type { EmbeddedFont, EmbeddedFonts } from '../fonts/embedded-fonts'
import type { FontFace } from '../fonts/font-set'
import { PdfDict, type PdfRef } from '../objects'
import { formatNumber } from '../serialize'
import { rgb, shapesContent } from './content'
import type { DrawnImage, DrawnPicture, DrawnText, Drawing, ImageCrop, RasterImage } from './drawing'
import type { PackedPicture } from './packed-picture'
import { orientationMatrix } from './raster-xobject'
import { INK } from './text'
import type { PictureSlice, VectorPicture } from './vector-picture'

/** What content refers to, embedded once a file or update. */
export interface DrawingParts {
  readonly fonts: EmbeddedFonts
  picture(picture: VectorPicture | PackedPicture): PdfRef
  image(image: RasterImage): PdfRef
}

/** Content stream operators and the resources they name. */
export interface Content {
  operators: string
  resources: PdfDict
}

/** sin of 12°, the slant of an italic, at an upright height of 1. */
const SLANT = 0.2126
/** Outline of a thickened glyph in em; half of it lies outside. */
const THICKENING = 0.022
const BOLD: Partial<Record<FontFace, true>> = { 'hei-bold': true, 'song-bold': true }

/** A drawing as content at natural size: origin bottom left, y up. Error: MissingGlyphs. */
export function drawingContent(drawing: Drawing, parts: DrawingParts): Content {
  const writer = new ContentWriter(drawing.height, parts)
  for (const item of drawing.items)
    switch (item.kind) {
      case 'shapes':
        writer.put(shapesContent(item.shapes, drawing.height))
        break
      case 'text':
        writer.text(item)
        break
      case 'picture':
        writer.picture(item)
        break
      case 'image':
        writer.image(item)
    }
  return writer.end()
}

class ContentWriter {
  private readonly lines: string[] = []
  private readonly fontNames = new Map<string, PdfRef>()
  private readonly objectNames = new Map<PdfRef, string>()
  private readonly state = new Map<string, string>()
  private inText = false

  constructor(
    private readonly height: number,
    private readonly parts: DrawingParts,
  ) {}

  put(operators: string): void {
    if (this.inText) this.lines.push('ET')
    this.inText = false
    this.lines.push(operators)
  }

  text({
    text,
    x,
    y,
    size,
    face,
    color = INK,
    stretch = 1,
    spacing = 0,
    oblique,
    emboldened,
  }: DrawnText): void {
    const { fonts } = this.parts
    const runs = fonts.set.runsOf(text, face)
    if (runs.length === 0) return
    if (!this.inText) this.lines.push('BT')
    this.inText = true
    this.change('Tz', hundredths(100 * stretch), '100')
    // The stretch scales the spacing too (§9.4.4).
    this.change('Tc', thousandths(spacing / stretch), '0')
    this.change('rg', rgb(color), '')
    this.lines.push(`1 0 ${oblique ? SLANT : 0} 1 ${thousandths(x)} ${thousandths(this.height - y)} Tm`)
    for (const { font, glyphs } of runs) {
      const embedded = fonts.of(font)
      this.change('Tf', `/${this.fontName(font, embedded)} ${thousandths(size)}`, '')
      this.thicken(emboldened || (BOLD[face] && !BOLD[font]), size, color)
      let codes = ''
      for (const { glyph, text: meaning } of glyphs)
        codes += embedded.subset.use(glyph, meaning).toString(16).padStart(4, '0')
      this.lines.push(`<${codes}> Tj`)
    }
  }

  picture({ picture, slice, x, y, width, height }: DrawnPicture): void {
    const key = this.objectName(this.parts.picture(picture))
    this.put(placement(key, picture, { x, y: this.height - y - height, width, height }, slice))
  }

  image({ image, crop, ...shown }: DrawnImage): void {
    const key = this.objectName(this.parts.image(image))
    const { x, y, width, height } = crop ? whole(shown, crop) : shown
    if (crop)
      this.put(
        `q ${numbers(shown.x, this.height - shown.y - shown.height, shown.width, shown.height)} re W n`,
      )
    const place = numbers(width, 0, 0, height, x, this.height - y - height)
    const [a, b, c, d, e, f] = orientationMatrix(image.orientation)
    const turn = image.orientation && image.orientation > 1 ? ` ${numbers(a, b, c, d, e, f)} cm` : ''
    this.put(`q ${place} cm${turn} /${key} Do Q${crop ? ' Q' : ''}`)
  }

  end(): Content {
    if (this.inText) this.lines.push('ET')
    const resources = new PdfDict()
    if (this.fontNames.size > 0) resources.set('Font', new PdfDict(new Map(this.fontNames)))
    if (this.objectNames.size > 0)
      resources.set('XObject', new PdfDict(new Map([...this.objectNames].map(([ref, key]) => [key, ref]))))
    return { operators: this.lines.join('\n'), resources }
  }

  /** Only what differs from before is written: text state outlives a text object. */
  private change(operator: string, operands: string, initial: string): void {
    if ((this.state.get(operator) ?? initial) === operands) return
    this.state.set(operator, operands)
    this.lines.push(`${operands} ${operator}`)
  }

  private thicken(thick: boolean | undefined, size: number, color: string): void {
    this.change('Tr', thick ? '2' : '0', '0')
    if (!thick) return
    this.change('RG', rgb(color), '')
    this.change('w', thousandths(THICKENING * size), '1')
  }

  private fontName(face: FontFace, { ref }: EmbeddedFont): string {
    const key = FONT_NAMES[face]
    this.fontNames.set(key, ref)
    return key
  }

  private objectName(ref: PdfRef): string {
    const known = this.objectNames.get(ref)
    if (known) return known
    const key = `X${this.objectNames.size}`
    this.objectNames.set(ref, key)
    return key
  }
}

const FONT_NAMES: Record<FontFace, string> = {
  hei: 'H',
  'hei-bold': 'HB',
  song: 'S',
  'song-bold': 'SB',
  kai: 'K',
}

/** Where all of an image would be of which a rectangle shows a part; a crop that leaves nothing is none. */
function whole(shown: Place, { left, top, right, bottom }: ImageCrop): Place {
  const across = 1 - left - right
  const down = 1 - top - bottom
  if (!(across > 0.001 && down > 0.001)) return shown
  const width = shown.width / across
  const height = shown.height / down
  return { x: shown.x - left * width, y: shown.y - top * height, width, height }
}

type Place = Pick<DrawnImage, 'x' | 'y' | 'width' | 'height'>

/** A form XObject of natural size stretched over a box whose origin is bottom left; with a slice, that strip of it. */
export function placement(
  key: string,
  natural: { width: number; height: number },
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  slice?: PictureSlice,
): string {
  const sy = height / natural.height
  if (!slice) return `q ${scales(width / natural.width, sy)} ${numbers(x, y)} cm /${key} Do Q`
  const sx = (width * slice.count) / natural.width
  const strip = `${numbers(x, y, width, height)} re W n`
  return `q ${strip} ${scales(sx, sy)} ${numbers(x - width * slice.index, y)} cm /${key} Do Q`
}

const scales = (sx: number, sy: number): string => `${formatNumber(sx)} 0 0 ${formatNumber(sy)}`
const hundredths = (value: number): string => formatNumber(Math.round(value * 100) / 100)
const thousandths = (value: number): string => formatNumber(Math.round(value * 1000) / 1000)
const numbers = (...values: number[]): string => values.map(thousandths).join(' ')
