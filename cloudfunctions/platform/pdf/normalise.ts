import { setImmediate as turn } from 'node:timers/promises'
import { PdfError } from './errors'
import { readUpload, toUploadError, UploadError, type UploadLimits } from './inspect'
import { ObjectFile } from './object-file'
import { name, PdfDict, PdfRef, PdfStream, type PdfValue } from './objects'
import type { ListedPage, PageList } from './page-list'
import type { PdfReader } from './reader'

const MAX_OBJECTS = 500_000

/**
 * Rewrites a damaged upload so that later updates have a sound file to stand on: what our reader finds, object by
 * object, streams as they are packed, under a new page tree in which every page is one object and says for itself what
 * it had inherited. The result shows in every viewer what it shows here. `scan`: without its cross-reference, for a
 * file where that leads astray. Bounded like the reader. Error: UploadError FILE_SIGNED (never rewritten), FILE_UNREADABLE,
 * FILE_LOCKED, FILE_TOO_BIG.
 */
export async function normalisePdf(
  damaged: Buffer,
  { scan = false, limits }: NormaliseOptions = {},
): Promise<Buffer> {
  await turn() // large files take a while: what is waiting goes first
  try {
    const { reader, list, signatures } = readUpload(damaged, { ...limits, scan })
    if (signatures > 0) throw new UploadError('FILE_SIGNED', 'signed and damaged')
    return new WholeCopy(reader).build(list)
  } catch (error) {
    if (error instanceof UploadError || error instanceof PdfError) throw toUploadError(error)
    throw new UploadError('FILE_UNREADABLE', error instanceof Error ? error.message : 'cannot be rewritten')
  }
}

export interface NormaliseOptions {
  scan?: boolean
  limits?: UploadLimits
}

/** Everything that can be reached from the catalogue, under new numbers. What cannot be read becomes null. */
class WholeCopy {
  private readonly file = new ObjectFile()
  private readonly copies = new Map<number, PdfRef | null>()
  private readonly waiting: { value: PdfValue; to: PdfRef }[] = []

  constructor(private readonly from: PdfReader) {}

  build({ pages, nodes }: PageList): Buffer {
    const { from, file } = this
    const tree = file.reserve()
    for (const num of nodes) this.copies.set(num, tree)
    const kids = pages.map(({ ref }) => {
      const kid = file.reserve()
      // Of a page that stands in the tree twice, what refers to it means the first.
      if (ref && !this.copies.has(ref.num)) this.copies.set(ref.num, kid)
      return kid
    })
    const root = file.reserve()
    this.copies.set(from.catalogRef.num, root)
    const catalog = this.dict(from.catalog.copy().delete('Pages'))
    file.set(root, catalog.set('Type', name('Catalog')).set('Pages', tree))
    pages.forEach((page, i) => file.set(kids[i] ?? tree, this.page(page).set('Parent', tree)))
    file.set(tree, PdfDict.of({ Type: name('Pages'), Kids: kids, Count: kids.length }))
    const held = from.trailer.get('Info')
    const info = held instanceof PdfRef ? this.reference(held) : null
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) {
      const { value, to } = next
      if (value instanceof PdfStream) file.set(to, this.dict(value.dict), value.raw)
      else file.set(to, this.rewrite(value))
    }
    return file.build(root, info ?? undefined)
  }

  private page({ dict, mediaBox, cropBox, rotate, resources }: ListedPage): PdfDict {
    const copy = this.dict(dict.copy().delete('Parent').delete('Kids'))
    const contents = copy.get('Contents')
    if (Array.isArray(contents))
      copy.set(
        'Contents',
        contents.filter((part) => part !== null),
      )
    return copy
      .set('Type', name('Page'))
      .set('MediaBox', mediaBox)
      .set('CropBox', cropBox)
      .set('Rotate', rotate)
      .set('Resources', this.rewrite(resources) ?? new PdfDict())
  }

  private rewrite(value: PdfValue): PdfValue {
    if (value instanceof PdfRef) return this.reference(value)
    if (value instanceof PdfDict) return this.dict(value)
    if (Array.isArray(value)) return value.map((item) => this.rewrite(item))
    return typeof value === 'number' && !Number.isFinite(value) ? 0 : value
  }

  private dict(dict: PdfDict): PdfDict {
    const copy = new PdfDict()
    for (const [key, value] of dict.entries) copy.set(key, this.rewrite(value))
    return copy
  }

  private reference(ref: PdfRef): PdfRef | null {
    const known = this.copies.get(ref.num)
    if (known !== undefined) return known
    if (this.copies.size >= MAX_OBJECTS) throw new PdfError('limit', 'too many objects to rewrite')
    const value = this.read(ref)
    const copy = value === null ? null : this.file.reserve()
    this.copies.set(ref.num, copy)
    if (copy) this.waiting.push({ value, to: copy })
    return copy
  }

  private read(ref: PdfRef): PdfValue {
    try {
      return this.from.resolve(ref)
    } catch (error) {
      if (error instanceof PdfError && error.code === 'damaged') return null
      throw error
    }
  }
}
