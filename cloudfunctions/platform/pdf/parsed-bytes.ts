import type { PdfStream, PdfValue } from './objects'
import type { IndirectObject } from './parser'
import type { XrefSection } from './xref'

/** The decoded data of an object stream and where each object begins in it. */
export interface ObjectStream {
  data: Buffer
  offsets: Map<number, number>
  /** those read so far, by offset */
  values: Map<number, PdfValue>
}

/**
 * What was parsed at which offset, for all readers of the same bytes: those of a file's earlier revisions see a
 * shorter file, and everything that ends within it reads the same.
 */
export class ParsedBytes {
  private readonly objects = new Map<number, IndirectObject>()
  private readonly sections = new Map<number, XrefSection>()
  private readonly containers = new WeakMap<PdfStream, ObjectStream>()

  /**
   * The object at an offset of a file of `length` bytes. `parse` calls what it is given when the result hangs on other
   * objects (a /Length elsewhere), which a later revision may change: then it is not kept.
   */
  object(
    offset: number,
    length: number,
    parse: (dependsOnOthers: () => void) => IndirectObject,
  ): IndirectObject {
    const known = this.objects.get(offset)
    if (known && known.end <= length) return known
    let keep = true
    const object = parse(() => (keep = false))
    if (keep) this.objects.set(offset, object)
    return object
  }

  section(offset: number, length: number, read: () => XrefSection): XrefSection {
    const known = this.sections.get(offset)
    if (known && known.end <= length) return known
    const section = read()
    this.sections.set(offset, section)
    return section
  }

  container(stream: PdfStream, open: () => ObjectStream): ObjectStream {
    const known = this.containers.get(stream)
    if (known) return known
    const container = open()
    this.containers.set(stream, container)
    return container
  }
}
