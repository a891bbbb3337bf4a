import { PdfError } from './errors'
import { decodeFilters } from './filters'
import type { PdfLimits } from './limits'
import { PdfRef, type PdfStream, type PdfValue } from './objects'

/** Decodes the streams of one file under one budget: so much for each, so much for all together. */
export class StreamDecoder {
  private inflated = 0

  constructor(private readonly limits: PdfLimits) {}

  /** Error: PdfError `limit`, `damaged`, `unsupported`. */
  decode(stream: PdfStream, resolve: (value: PdfValue) => PdfValue): Buffer {
    const left = Math.min(this.limits.inflated, this.limits.inflatedTotal - this.inflated)
    if (left <= 0) throw new PdfError('limit', 'inflated bytes')
    const deep = (value: PdfValue | undefined): PdfValue => {
      const top = value instanceof PdfRef ? resolve(value) : (value ?? null)
      return Array.isArray(top) ? top.map(resolve) : top
    }
    const filter = deep(stream.dict.get('Filter') ?? stream.dict.get('F'))
    const parms = deep(stream.dict.get('DecodeParms') ?? stream.dict.get('DP'))
    try {
      const data = decodeFilters(stream.raw, filter, parms, left)
      if (data !== stream.raw) this.inflated += data.length
      return data
    } catch (error) {
      // A bomb has cost its share although it gave nothing: the next one must find less.
      if (error instanceof PdfError && error.code === 'limit') this.inflated += left
      throw error
    }
  }
}
