import { deflateSync } from 'node:zlib'
import { pictureForm } from './appearance/form-xobject'
import type { VectorPicture } from './appearance/vector-picture'
import { type Matrix, viewerMatrix, type ViewerRect, viewerSize } from './geometry'
import { name, PdfDict, type PdfRef, type PdfValue } from './objects'
import type { PdfPage } from './page-tree'
import { formatNumber } from './serialize'
import type { IncrementalUpdate } from './writer'

/** A picture drawn into the page itself, for what is fixed before anybody signs. */
export interface PagePicture {
  page: number
  rect: ViewerRect
  picture: VectorPicture
}

/** A picture repeated over every page, under an angle, half transparent. */
export interface Watermark {
  picture: VectorPicture
  /** 0 invisible … 1 opaque */
  opacity: number
  /** degrees counter-clockwise; 30 when absent */
  angle?: number
  /** distance of the repetitions in points, from centre to centre */
  gapX: number
  gapY: number
}

/** Draws pictures and watermark over page content. The page's own content is closed in q…Q, so it cannot disturb. */
export class PageOverlay {
  private readonly forms = new Map<VectorPicture, PdfRef>()
  private opening: PdfRef | undefined

  constructor(private readonly update: IncrementalUpdate) {}

  draw(page: PdfPage, pictures: readonly PagePicture[], watermark?: Watermark): void {
    if (pictures.length === 0 && !watermark) return
    const { height } = viewerSize(page)
    const objects = new PdfDict()
    const states = new PdfDict()
    const out = ['Q', 'q', operator(viewerMatrix(page), 'cm')]
    pictures.forEach(({ picture, rect }, i) => {
      const key = `QlT${i}`
      objects.set(key, this.form(picture))
      const scale = Math.min(rect.width / picture.width, rect.height / picture.height)
      out.push(
        `q ${operator([scale, 0, 0, scale, rect.x, height - rect.y - picture.height * scale], 'cm')} /${key} Do Q`,
      )
    })
    if (watermark) {
      objects.set('QlW', this.form(watermark.picture))
      const opacity = Math.min(1, Math.max(0, watermark.opacity))
      states.set('QlG', PdfDict.of({ Type: name('ExtGState'), ca: opacity, CA: opacity }))
      out.push('/QlG gs', ...watermarkTiles(page, watermark))
    }
    out.push('Q')
    this.write(page, Buffer.from(out.join('\n'), 'latin1'), objects, states)
  }

  private form(picture: VectorPicture): PdfRef {
    const known = this.forms.get(picture)
    if (known) return known
    const { dict, stream } = pictureForm(picture)
    const ref = this.update.add(dict, stream)
    this.forms.set(picture, ref)
    return ref
  }

  private write(page: PdfPage, content: Buffer, objects: PdfDict, states: PdfDict): void {
    const { reader } = this.update
    const dict = this.update.current(page.ref)
    if (!(dict instanceof PdfDict)) return
    const contents = dict.get('Contents') ?? null
    const target = reader.resolve(contents)
    const old: PdfValue[] = Array.isArray(target) ? target : contents === null ? [] : [contents]
    this.opening ??= this.update.add(new PdfDict(), Buffer.from('q\n'))
    const closing = this.update.add(
      PdfDict.of({ Filter: name('FlateDecode') }),
      deflateSync(Buffer.concat([Buffer.from('\n'), content])),
    )
    const inherited = reader.resolve(page.resources)
    const resources = inherited instanceof PdfDict ? inherited.copy() : new PdfDict()
    const extend = (key: string, added: PdfDict) => {
      if (added.entries.size === 0) return
      const merged = reader.getDict(resources, key)?.copy() ?? new PdfDict()
      for (const [item, value] of added.entries) merged.set(item, value)
      resources.set(key, merged)
    }
    extend('XObject', objects)
    extend('ExtGState', states)
    this.update.set(
      page.ref,
      dict
        .copy()
        .set('Contents', [this.opening, ...old, closing])
        .set('Resources', resources),
    )
  }
}

const operator = (matrix: Matrix, op: string): string => `${matrix.map(formatNumber).join(' ')} ${op}`

function watermarkTiles(page: PdfPage, { picture, angle = 30, gapX, gapY }: Watermark): string[] {
  const { width, height } = viewerSize(page)
  const radians = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const stepX = Math.max(gapX, 20)
  const stepY = Math.max(gapY, 20)
  const tiles: string[] = []
  for (let row = 0; row * stepY - stepY / 2 < height; row++) {
    const shift = row % 2 === 0 ? 0 : stepX / 2
    for (let x = stepX / 2 - shift; x < width + stepX / 2; x += stepX) {
      const y = row * stepY + stepY / 2
      // Turned about its own centre.
      const e = x - (cos * picture.width - sin * picture.height) / 2
      const f = y - (sin * picture.width + cos * picture.height) / 2
      tiles.push(`q ${operator([cos, sin, -sin, cos, e, f], 'cm')} /QlW Do Q`)
    }
  }
  return tiles
}
