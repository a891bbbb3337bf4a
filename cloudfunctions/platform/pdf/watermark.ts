import type { DrawingWriter } from './appearance/drawing-writer'
import { textLine } from './appearance/text'
import type { VectorPicture } from './appearance/vector-picture'
import { PdfError } from './errors'
import type { FontFace, FontSet } from './fonts/font-set'
import { name, PdfDict, type PdfRef } from './objects'
import { formatNumber } from './serialize'
import type { ObjectSink } from './object-sink'

/** A picture repeated over every page, under an angle, half transparent. */
export interface Watermark {
  picture: VectorPicture
  /** 0 invisible … 1 opaque */
  opacity: number
  /** degrees counter-clockwise; 30 when absent */
  angle?: number
  /** distance of the repetitions in points, from centre to centre, along and across the writing */
  gapX: number
  gapY: number
}

export type WatermarkDensity = 'dense' | 'standard' | 'sparse'

/** CON-28. */
export interface WatermarkText {
  /** 1 to 15 characters */
  text: string
  /** 黑体 when absent */
  face?: FontFace
  /** points; 12 when absent */
  size?: number
  /** #rrggbb; light grey when absent */
  color?: string
  /** percent: 0 opaque … 100 invisible; 10 when absent */
  transparency?: number
  density?: WatermarkDensity
  /** degrees counter-clockwise, -360 to 360; 30 when absent */
  angle?: number
}

const MAX_CHARACTERS = 15
/** Clear space between repetitions, in sizes of the writing. */
const CLEARANCE: Record<WatermarkDensity, number> = { dense: 3, standard: 7, sparse: 14 }
const LIGHT_GREY = '#b9bec6'

/**
 * A watermark of text (CON-28). It is drawn as outlines on purpose: hundreds of repetitions of the same words between
 * the lines of the contract would be found by every search, copied with every paragraph and read aloud.
 * Errors: PdfError `refused` for a text or figure out of range; MissingGlyphs.
 */
export function textWatermark(fonts: FontSet, request: WatermarkText): Watermark {
  const {
    face = 'hei',
    size = 12,
    color = LIGHT_GREY,
    transparency = 10,
    density = 'standard',
    angle,
  } = request
  const text = request.text.trim()
  const length = [...text].length
  if (length < 1 || length > MAX_CHARACTERS)
    throw new PdfError('refused', `watermark of ${length} characters`)
  if (!(transparency >= 0 && transparency <= 100))
    throw new PdfError('refused', `transparency ${transparency} %`)
  if (!(size >= 1 && size <= 200)) throw new PdfError('refused', `watermark size ${size}`)
  if (!(Math.abs(angle ?? 0) <= 360)) throw new PdfError('refused', `watermark angle ${angle}`)
  const picture = textLine(fonts, text, { face, size, color })
  const clear = CLEARANCE[density] * size
  return {
    picture,
    opacity: 1 - transparency / 100,
    angle,
    gapX: picture.width + clear,
    gapY: picture.height + clear,
  }
}

/** Never closer: a picture of no size would be repeated without end. */
const MIN_GAP = 20
const MAX_REPETITIONS = 5000

/** Watermarks as form XObjects of page size, one for all pages of that size, origin bottom left. */
export class WatermarkSheets {
  private readonly sheets = new Map<Watermark, Map<string, PdfRef>>()

  constructor(
    private readonly sink: ObjectSink,
    private readonly writer: DrawingWriter,
  ) {}

  sheet(watermark: Watermark, width: number, height: number): PdfRef {
    let sizes = this.sheets.get(watermark)
    if (!sizes) {
      sizes = new Map<string, PdfRef>()
      this.sheets.set(watermark, sizes)
    }
    const key = `${width} ${height}`
    const ref = sizes.get(key) ?? this.write(watermark, width, height)
    sizes.set(key, ref)
    return ref
  }

  private write(watermark: Watermark, width: number, height: number): PdfRef {
    const opacity = Math.min(1, Math.max(0, watermark.opacity))
    // Multiply: dark text under the watermark stays as dark as it is.
    const state = PdfDict.of({ Type: name('ExtGState'), ca: opacity, CA: opacity, BM: name('Multiply') })
    // An artifact: no part of the document for screen readers and reflow (ISO 32000-2 §14.8.2.2).
    const operators = [
      '/Artifact <</Type/Pagination/Subtype/Watermark>> BDC',
      '/G gs',
      ...repetitions(watermark, width, height),
      'EMC',
    ].join('\n')
    return this.writer.addForm(width, height, {
      operators,
      resources: PdfDict.of({
        XObject: PdfDict.of({ W: this.writer.form(watermark.picture) }),
        ExtGState: PdfDict.of({ G: state }),
      }),
    })
  }
}

/** A grid that is turned as a whole about the middle of the page, so that repetitions never meet. */
function repetitions(
  { picture, angle = 30, gapX, gapY }: Watermark,
  width: number,
  height: number,
): string[] {
  const radians = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const reach = Math.hypot(width, height) / 2
  const spread = Math.sqrt((4 * reach * reach) / MAX_REPETITIONS)
  const stepX = Math.max(gapX, MIN_GAP, spread)
  const stepY = Math.max(gapY, MIN_GAP, spread)
  const half = Math.hypot(picture.width, picture.height) / 2
  const lines: string[] = []
  const rows = Math.ceil(reach / stepY)
  const columns = Math.ceil(reach / stepX) + 1
  for (let row = -rows; row <= rows; row++)
    for (let column = -columns; column <= columns; column++) {
      const u = (column + (row % 2 === 0 ? 0 : 0.5)) * stepX
      const v = row * stepY
      const x = width / 2 + cos * u - sin * v
      const y = height / 2 + sin * u + cos * v
      if (x < -half || y < -half || x > width + half || y > height + half) continue
      const e = x - (cos * picture.width - sin * picture.height) / 2
      const f = y - (sin * picture.width + cos * picture.height) / 2
      lines.push(`q ${[cos, sin, -sin, cos, e, f].map(formatNumber).join(' ')} cm /W Do Q`)
    }
  return lines
}
