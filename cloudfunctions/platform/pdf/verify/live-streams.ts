import { PdfStream } from '../objects'
import type { PdfReader } from '../reader'

/**
 * Tells whether an offset lies inside the data of a live stream whose /Length is right. A signature there belongs to
 * an embedded file; anywhere else it is one of this file, whatever the form says.
 */
export class LiveStreams {
  private readonly objects: { offset: number; num: number }[] = []
  private readonly spans = new Map<number, [start: number, end: number] | null>()

  constructor(private readonly reader: PdfReader) {
    for (const section of reader.sections) {
      for (const [num, entry] of section.entries()) {
        if (entry.type === 'offset') this.objects.push({ offset: entry.offset, num })
      }
    }
    this.objects.sort((a, b) => a.offset - b.offset)
  }

  contains(offset: number): boolean {
    let low = 0
    let high = this.objects.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.objects[middle]?.offset ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    const object = this.objects[low - 1]
    if (!object) return false
    let span = this.spans.get(object.offset)
    if (span === undefined) this.spans.set(object.offset, (span = this.spanOf(object.offset, object.num)))
    return span !== null && span[0] <= offset && offset < span[1]
  }

  private spanOf(offset: number, num: number): [number, number] | null {
    try {
      const { value } = this.reader.objectAt(offset, num)
      return value instanceof PdfStream && value.lengthMatches ? [value.start, value.end] : null
    } catch {
      return null
    }
  }
}
