import { deflateSync } from 'node:zlib'
import { DrawingWriter, type Shown } from './appearance/drawing-writer'
import type { FontSet } from './fonts/font-set'
import { type Matrix, viewerMatrix, type ViewerRect, viewerSize } from './geometry'
import { name, PdfDict, type PdfRef, type PdfValue } from './objects'
import { stateBalance } from './page-content'
import type { PdfPage } from './page-tree'
import { formatNumber } from './serialize'
import { type Watermark, WatermarkSheets } from './watermark'
import type { IncrementalUpdate } from './writer'

/**
 * Something drawn into the page itself, for what is fixed before anybody signs: fitted into the rectangle with its
 * proportions, at its top left.
 */
export interface PagePicture {
  page: number
  rect: ViewerRect
  picture: Shown
}

/**
 * Draws over the content of existing pages, in viewer points whatever their boxes, turn and unit. The page's own
 * content is closed in q…Q, as often as it needs, so it cannot disturb; names of resources never collide with others.
 */
export class PageOverlay {
  private readonly writer: DrawingWriter
  private readonly watermarks: WatermarkSheets
  private readonly openings = new Map<number, PdfRef>()
  private readonly closed = new Set<number>()

  constructor(
    private readonly update: IncrementalUpdate,
    fonts?: FontSet,
  ) {
    this.writer = DrawingWriter.on(update, fonts)
    this.watermarks = new WatermarkSheets(update, this.writer)
  }

  /** Errors: MissingGlyphs. */
  draw(page: PdfPage, pictures: readonly Omit<PagePicture, 'page'>[], watermark?: Watermark): void {
    if (pictures.length === 0 && !watermark) return
    const { width, height } = viewerSize(page)
    const drawn = pictures.map(({ picture, rect }) => {
      const scale = Math.min(rect.width / picture.width, rect.height / picture.height)
      const y = height - rect.y - picture.height * scale
      return { form: this.writer.form(picture), matrix: [scale, 0, 0, scale, rect.x, y] as Matrix }
    })
    if (watermark)
      drawn.push({ form: this.watermarks.sheet(watermark, width, height), matrix: [1, 0, 0, 1, 0, 0] })
    this.write(page, drawn)
  }

  private write(page: PdfPage, drawn: readonly { form: PdfRef; matrix: Matrix }[]): void {
    const { reader } = this.update
    const dict = this.update.current(page.ref)
    if (!(dict instanceof PdfDict)) return
    const inherited = reader.resolve(dict.get('Resources') ?? page.resources)
    const resources = inherited instanceof PdfDict ? inherited.copy() : new PdfDict()
    const objects = reader.getDict(resources, 'XObject')?.copy() ?? new PdfDict()
    const lines = [operator(viewerMatrix(page), 'cm')]
    let free = 0
    for (const { form, matrix } of drawn) {
      while (objects.has(`Ql${free}`)) free++
      objects.set(`Ql${free}`, form)
      lines.push(`q ${operator(matrix, 'cm')} /Ql${free} Do Q`)
    }
    const contents = dict.get('Contents') ?? null
    const target = reader.resolve(contents)
    const old: PdfValue[] = Array.isArray(target) ? target : contents === null ? [] : [contents]
    // Drawn over before in this update: closed already.
    const { lowest, end } = this.closed.has(page.ref.num) ? BALANCED : stateBalance(reader, old)
    this.closed.add(page.ref.num)
    const opened = 1 - lowest
    const closing = `\n${'Q\n'.repeat(opened + end)}q\n${lines.join('\n')}\nQ`
    this.update.set(
      page.ref,
      dict
        .copy()
        .set('Contents', [this.opening(opened), ...old, this.closing(closing)])
        .set('Resources', resources.set('XObject', objects)),
    )
  }

  /** The same for all pages that need as many. */
  private opening(count: number): PdfRef {
    const ref = this.openings.get(count) ?? this.update.add(new PdfDict(), Buffer.from('q\n'.repeat(count)))
    this.openings.set(count, ref)
    return ref
  }

  private closing(operators: string): PdfRef {
    const plain = Buffer.from(operators, 'latin1')
    if (plain.length < 200) return this.update.add(new PdfDict(), plain)
    return this.update.add(PdfDict.of({ Filter: name('FlateDecode') }), deflateSync(plain))
  }
}

const BALANCED = { lowest: 0, end: 0 }

const operator = (matrix: Matrix, op: string): string => `${matrix.map(formatNumber).join(' ')} ${op}`
