import { createHash } from 'node:crypto'
import { EmbeddedFonts } from '../fonts/embedded-fonts'
import { FontSet } from '../fonts/font-set'
import type { Matrix } from '../geometry'
import type { ObjectSink } from '../object-sink'
import { name, PdfDict, type PdfRef } from '../objects'
import type { Drawing, RasterImage } from './drawing'
import { type Content, drawingContent, type DrawingParts, placement } from './drawing-content'
import { contentForm, type FormXObject, pictureForm } from './form-xobject'
import type { PackedPicture } from './packed-picture'
import { addImage } from './raster-xobject'
import type { PictureSlice, VectorPicture } from './vector-picture'

/** All that a place can show. */
export type Shown = Drawing | VectorPicture | PackedPicture

/**
 * Writes what places and pages show into an update or a new file. One writer for each (`DrawingWriter.on`), so that
 * every font, picture and image is embedded once, however many places show it:
 *
 *   const writer = DrawingWriter.on(update, fonts)
 *   widget.set('AP', PdfDict.of({ N: writer.appearance(drawing, width, height, uprightMatrix(rotate)) }))
 *   …
 *   update.build()          // font subsets are completed here
 *
 * Text stays text: it can be searched, copied and read aloud. Errors of everything that draws: MissingGlyphs, naming
 * each character that no font has; FontsMissing when there is text and no font.
 */
export class DrawingWriter implements DrawingParts {
  private static readonly writers = new WeakMap<ObjectSink, DrawingWriter>()
  private readonly forms = new Map<Shown, PdfRef>()
  private readonly images = new Map<RasterImage, PdfRef>()
  private readonly byContent = new Map<string, PdfRef>()
  private embedded: EmbeddedFonts | undefined

  private constructor(
    private readonly sink: ObjectSink,
    private readonly set: FontSet | undefined,
  ) {}

  /** The writer of an update or file; `fonts` as first given, else `FontSet.open()` once text is drawn. */
  static on(sink: ObjectSink, fonts?: FontSet): DrawingWriter {
    const known = DrawingWriter.writers.get(sink)
    if (known) return known
    const writer = new DrawingWriter(sink, fonts)
    DrawingWriter.writers.set(sink, writer)
    return writer
  }

  /**
   * An appearance stream that shows something in a box of `width` × `height` user-space units: fitted with its
   * proportions and centred, or, with a slice, that strip stretched over the box.
   */
  appearance(shown: Shown, width: number, height: number, matrix: Matrix, slice?: PictureSlice): PdfRef {
    const { dict, stream } = this.fitted(shown, width, height, slice)
    if (matrix[0] !== 1) dict.set('Matrix', matrix)
    return this.sink.add(dict, stream)
  }

  /** A form XObject at natural size, origin bottom left: one object, wherever it is placed. */
  form(shown: Shown): PdfRef {
    const known = this.forms.get(shown)
    if (known) return known
    const form =
      'items' in shown
        ? contentForm(shown.width, shown.height, drawingContent(shown, this))
        : pictureForm(shown)
    const ref = 'items' in shown ? this.sink.add(form.dict, form.stream) : this.once('form', form)
    this.forms.set(shown, ref)
    return ref
  }

  /** Operators and resources that draw at natural size, origin bottom left: for the content of a page. */
  content(drawing: Drawing): Content {
    return drawingContent(drawing, this)
  }

  /** A form XObject of content that draws with forms of this writer. */
  addForm(width: number, height: number, content: Content): PdfRef {
    const { dict, stream } = contentForm(width, height, content)
    return this.sink.add(dict, stream)
  }

  get fonts(): EmbeddedFonts {
    return (this.embedded ??= new EmbeddedFonts(this.sink, this.set ?? FontSet.open()))
  }

  picture(picture: VectorPicture | PackedPicture): PdfRef {
    return this.form(picture)
  }

  image(image: RasterImage): PdfRef {
    const known = this.images.get(image)
    if (known) return known
    const key = imageKey(image)
    const ref = this.byContent.get(key) ?? addImage(this.sink, image)
    this.byContent.set(key, ref)
    this.images.set(image, ref)
    return ref
  }

  private fitted(shown: Shown, width: number, height: number, slice?: PictureSlice): FormXObject {
    if ('items' in shown && !slice && isSame(shown.width, width) && isSame(shown.height, height))
      return contentForm(width, height, drawingContent(shown, this))
    const scale = Math.min(width / shown.width, height / shown.height)
    const [w, h] = slice ? [width, height] : [shown.width * scale, shown.height * scale]
    const box = { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h }
    const resources = PdfDict.of({ XObject: PdfDict.of({ P: this.form(shown) }) })
    const operators = placement('P', shown, box, slice)
    if ('items' in shown) return contentForm(width, height, { operators, resources })
    resources.set('ExtGState', PdfDict.of({ Ink: INK_STATE }))
    return contentForm(width, height, { operators: `/Ink gs ${operators}`, resources })
  }

  /** Equal content is one object, also when it comes from different pictures read out of storage. */
  private once(kind: string, { dict, stream }: FormXObject): PdfRef {
    const key = `${kind} ${createHash('sha256').update(stream).digest('base64')}`
    const ref = this.byContent.get(key) ?? this.sink.add(dict, stream)
    this.byContent.set(key, ref)
    return ref
  }
}

/** Seals and signatures are ink: what is printed beneath them stays as dark as it is. */
const INK_STATE = PdfDict.of({ Type: name('ExtGState'), BM: name('Multiply') })

const isSame = (a: number, b: number): boolean => Math.abs(a - b) < 0.01

/** Orientation is left out: it is where the image is placed, not what is embedded. */
function imageKey(image: RasterImage): string {
  const hash = createHash('sha256')
  if (image.kind === 'jpeg')
    hash.update(`${image.components} ${image.inverted ?? false} `).update(image.bytes)
  else {
    hash.update(image.rgb)
    if (image.alpha) hash.update(image.alpha)
  }
  return `${image.kind} ${image.width} ${image.height} ${hash.digest('base64')}`
}
