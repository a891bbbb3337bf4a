import { setImmediate as turn } from 'node:timers/promises'
import { PdfError } from './errors'
import { toUploadError, UploadError } from './inspect'
import { ObjectFile } from './object-file'
import { PdfDict, PdfRef, PdfStream, type PdfValue } from './objects'
import { PdfReader } from './reader'

const MAX_OBJECTS = 500_000

/**
 * Rewrites a damaged upload so that later updates have a sound file to stand on: what our reader finds by scanning,
 * object by object, streams as they are packed. The result shows in every viewer what it shows here. Only for files
 * without a signature: the caller has checked. Bounded like the reader. Error: UploadError FILE_UNREADABLE,
 * FILE_LOCKED.
 */
export async function normalisePdf(damaged: Buffer): Promise<Buffer> {
  await turn() // large files take a while: what is waiting goes first
  try {
    const reader = PdfReader.rebuild(damaged)
    if (reader.encrypted) throw new PdfError('encrypted', 'cannot be rewritten')
    const copy = new WholeCopy(reader)
    const info = reader.trailer.get('Info')
    const sound = copy.build(reader.catalogRef, info instanceof PdfRef ? info : undefined)
    for (const _ of PdfReader.open(sound).pages()) break
    return sound
  } catch (error) {
    if (error instanceof UploadError || error instanceof PdfError) throw toUploadError(error)
    throw new UploadError('FILE_UNREADABLE', error instanceof Error ? error.message : 'cannot be rewritten')
  }
}

/** Everything that can be reached from the catalogue, under new numbers. What cannot be read becomes null. */
class WholeCopy {
  private readonly file = new ObjectFile()
  private readonly copies = new Map<number, PdfRef | null>()
  private readonly waiting: { value: PdfValue; to: PdfRef }[] = []

  constructor(private readonly from: PdfReader) {}

  build(root: PdfRef, info: PdfRef | undefined): Buffer {
    const newRoot = this.reference(root)
    if (!newRoot) throw new PdfError('damaged', 'no document catalogue')
    const newInfo = info && this.reference(info)
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) {
      const { value, to } = next
      if (value instanceof PdfStream) this.file.set(to, this.dict(value.dict), value.raw)
      else this.file.set(to, this.rewrite(value))
    }
    return this.file.build(newRoot, newInfo ?? undefined)
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
