import { PdfError } from './errors'
import type { ObjectSink } from './object-sink'
import { isName, PdfDict, PdfRef, PdfStream, type PdfValue } from './objects'
import type { PdfReader } from './reader'

const MAX_OBJECTS = 500_000

/**
 * Copies values of one file into another with everything they refer to, each object once. Streams are taken over as
 * they are packed. References to pages and to the page tree become null: what hangs on other pages stays behind.
 */
export class ObjectCopier {
  private readonly copies = new Map<number, PdfRef>()
  private readonly waiting: { from: PdfRef; to: PdfRef }[] = []

  constructor(
    private readonly from: PdfReader,
    private readonly to: ObjectSink,
  ) {}

  /** Error: PdfError `limit` when too much hangs on it. */
  copy(value: PdfValue | undefined): PdfValue {
    const copied = this.rewrite(value ?? null)
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) {
      const object = this.from.resolve(next.from)
      if (object instanceof PdfStream) {
        const dict = this.dict(object.dict)
        // /Length is written anew; data outside the file does not come with it.
        for (const key of ['Length', 'F', 'FFilter', 'FDecodeParms']) dict.delete(key)
        this.to.set(next.to, dict, object.raw)
      } else this.to.set(next.to, this.rewrite(object))
    }
    return copied
  }

  /** The copy of an object, when it has been copied. */
  copyOf(ref: PdfRef): PdfRef | undefined {
    return this.copies.get(ref.num)
  }

  private rewrite(value: PdfValue): PdfValue {
    if (value instanceof PdfRef) return this.reference(value)
    if (value instanceof PdfDict) return this.dict(value)
    if (Array.isArray(value)) return value.map((item) => this.rewrite(item))
    return value
  }

  private dict(dict: PdfDict): PdfDict {
    const copy = new PdfDict()
    for (const [key, value] of dict.entries) copy.set(key, this.rewrite(value))
    return copy
  }

  private reference(ref: PdfRef): PdfRef | null {
    const known = this.copies.get(ref.num)
    if (known) return known
    const target = this.from.resolve(ref)
    if (target === null || isPageTree(this.from, target)) return null
    if (this.copies.size >= MAX_OBJECTS) throw new PdfError('limit', 'too many objects to copy')
    const copy = this.to.reserve()
    this.copies.set(ref.num, copy)
    this.waiting.push({ from: ref, to: copy })
    return copy
  }
}

function isPageTree(reader: PdfReader, value: PdfValue): boolean {
  if (!(value instanceof PdfDict)) return false
  const type = reader.get(value, 'Type')
  return isName(type, 'Page') || isName(type, 'Pages') || isName(type, 'Catalog')
}
