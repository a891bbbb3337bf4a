import type { Decryption } from './decryption/decryption'
import { PdfError } from './errors'
import { DEFAULT_LIMITS, type PdfLimits } from './limits'
import { PdfDict, PdfRef, PdfStream, type PdfValue } from './objects'
import { ObjectStream } from './object-stream'
import { ParsedBytes } from './parsed-bytes'
import { findPage, type PdfPage, walkPages } from './page-tree'
import { type IndirectObject, Parser } from './parser'
import { rebuildXref } from './repair'
import { groupRevisions, type Revision } from './revisions'
import { StreamDecoder } from './stream-decoder'
import { findStartxref, readXrefSection, type XrefEntry, type XrefSection } from './xref'

export interface PdfReaderOptions {
  limits?: Partial<PdfLimits>
  /** scan for objects when the cross-reference cannot be read; `repaired` then tells. Default: strict */
  repair?: boolean
}

/**
 * Opens a PDF lazily: startxref, the /Prev chain, then only the objects that are asked for. Cost hangs on what is
 * read, not on the size of the file. To see an earlier revision open `bytes.subarray(0, revision.end)`.
 * All errors are `PdfError`.
 */
export class PdfReader {
  readonly limits: PdfLimits
  /** newest first; a hybrid's stream follows its table */
  readonly sections: XrefSection[] = []
  /** the offset that the last `startxref` names */
  readonly startxref: number
  readonly repaired: boolean
  /** `%PDF-x.y` of the header; the catalogue's /Version may be newer, see `version` */
  readonly headerVersion: string
  private readonly cache = new Map<number, PdfValue>()
  private readonly opening = new Set<number>()
  private readonly streams: StreamDecoder
  private decryption: Decryption | null = null
  private encryptNumber = -1
  private locked: PdfError | null = null
  private groups: Revision[] | undefined

  static open(bytes: Uint8Array, options: PdfReaderOptions = {}): PdfReader {
    const buffer = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    try {
      return new PdfReader(buffer, options, false, new ParsedBytes())
    } catch (error) {
      const curable = error instanceof PdfError && error.code === 'damaged'
      if (!options.repair || !curable) throw error
      return new PdfReader(buffer, options, true, new ParsedBytes())
    }
  }

  /** Reads by scanning for objects even if the cross-reference looks usable. */
  static rebuild(bytes: Buffer, options: PdfReaderOptions = {}): PdfReader {
    return new PdfReader(bytes, options, true, new ParsedBytes())
  }

  /** The file as it was when it ended at `end`, read strictly. What both states have in common is parsed once. */
  upTo(end: number): PdfReader {
    return new PdfReader(this.bytes.subarray(0, end), { limits: this.limits }, false, this.parsed)
  }

  private constructor(
    readonly bytes: Buffer,
    options: PdfReaderOptions,
    repair: boolean,
    private readonly parsed: ParsedBytes,
  ) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits }
    this.streams = new StreamDecoder(this.limits)
    this.repaired = repair
    this.headerVersion = versionOf(bytes.toString('latin1', 0, 1024), repair)
    if (repair) {
      this.startxref = 0
      this.sections.push(rebuildXref(bytes, this.limits, (stream) => this.decode(stream)))
    } else {
      this.startxref = findStartxref(bytes)
      this.readChain()
    }
    if (this.encrypted) this.unlock()
    // Touch what every use needs, so that `open` fails where a file cannot be used.
    if (!this.lock && !this.hasPageTree()) throw new PdfError('damaged', 'no page tree')
  }

  /** It must be an object of its own (ISO 32000-2 §7.7.2); a file that is to be rewritten may have it in place. */
  private hasPageTree(): boolean {
    const pages = this.catalog.get('Pages')
    return pages instanceof PdfRef || (this.repaired && pages instanceof PdfDict)
  }

  private unlock(): void {
    this.cache.clear() // lengths read on the way here, not decrypted
    const encrypt = this.trailer.get('Encrypt')
    if (encrypt instanceof PdfRef) this.encryptNumber = encrypt.num
    try {
      const id = this.trailer.get('ID')
      this.decryption = this.parsed.decryption(this.encryption, id, this.limits.inflatedTotal)
    } catch (error) {
      if (!(error instanceof PdfError)) throw error
      this.locked = error
    }
  }

  private readChain(): void {
    const seen = new Set<number>()
    let offset: number | undefined = this.startxref
    while (offset !== undefined) {
      if (seen.has(offset)) throw new PdfError('damaged', 'cross-reference chain loops', offset)
      seen.add(offset)
      if (this.sections.length >= this.limits.sections) throw new PdfError('limit', 'too many revisions')
      const section = this.sectionAt(offset)
      this.sections.push(section)
      const hybrid = section.kind === 'table' ? section.trailer.get('XRefStm') : undefined
      if (typeof hybrid === 'number' && !seen.has(hybrid)) {
        seen.add(hybrid)
        this.sections.push({ ...this.sectionAt(hybrid), hybridPart: true })
      }
      const prev = section.trailer.get('Prev')
      if (prev === undefined || prev === null) return
      // /Prev 0 is written by some generators for "none".
      if (typeof prev !== 'number' || prev < 0)
        throw new PdfError('damaged', '/Prev is not an offset', offset)
      offset = prev === 0 ? undefined : prev
    }
  }

  private sectionAt(offset: number): XrefSection {
    return this.parsed.section(offset, this.bytes.length, () =>
      readXrefSection(this.bytes, offset, this.limits, (stream) => this.decode(stream)),
    )
  }

  get trailer(): PdfDict {
    return (this.sections[0] as XrefSection).trailer
  }

  get encrypted(): boolean {
    const encrypt = this.trailer.get('Encrypt')
    return encrypt !== undefined && encrypt !== null
  }

  /** The encryption dictionary as it stands in the file; null when there is none. Error: PdfError. */
  get encryption(): PdfValue {
    const encrypt = this.trailer.get('Encrypt') ?? null
    if (!(encrypt instanceof PdfRef)) return encrypt
    const entry = this.entry(encrypt.num)
    return entry?.type === 'offset' ? this.objectAt(entry.offset, encrypt.num).value : null
  }

  /**
   * Why an encrypted file stays unread: `encrypted` (needs a password), `unsupported`, `damaged`, `limit`. Its strings
   * and streams are then given as they stand. Null for every other file.
   */
  get lock(): PdfError | null {
    return this.locked
  }

  get catalogRef(): PdfRef {
    const root = this.trailer.get('Root')
    if (!(root instanceof PdfRef)) throw new PdfError('damaged', 'no /Root')
    return root
  }

  get catalog(): PdfDict {
    const catalog = this.resolve(this.catalogRef)
    if (!(catalog instanceof PdfDict)) throw new PdfError('damaged', 'no document catalogue')
    return catalog
  }

  /** Header version or the catalogue's, whichever is newer, e.g. "1.7". */
  get version(): string {
    const own = this.get(this.catalog, 'Version')
    const named = own && typeof own === 'object' && 'kind' in own && own.kind === 'name' ? own.value : ''
    return /^\d\.\d$/.test(named) && named > this.headerVersion ? named : this.headerVersion
  }

  /** Saved states, oldest first. Empty for a repaired file. */
  get revisions(): readonly Revision[] {
    if (this.repaired) return []
    return (this.groups ??= groupRevisions(this.bytes, this.sections))
  }

  /** Where the newest version of an object stands; null when it is not listed. */
  entry(num: number): XrefEntry | null {
    for (let i = 0; i < this.sections.length; i++) {
      const entry = this.sections[i]?.lookup(num)
      if (!entry) continue
      // In a hybrid file objects hidden from old readers are marked free in the table (ISO 32000-2 §7.5.8.4).
      if (entry.type === 'free' && this.sections[i + 1]?.hybridPart) {
        const hidden = this.sections[i + 1]?.lookup(num)
        if (hidden) return hidden
      }
      return entry
    }
    return null
  }

  /** The newest version of an object, parsed once. Missing, free or wrong generation: null (ISO 32000-2 §7.3.10). */
  object(num: number, gen?: number): PdfValue {
    const entry = this.entry(num)
    if (!entry || entry.type === 'free') return null
    if (gen !== undefined && gen !== (entry.type === 'offset' ? entry.gen : 0)) return null
    const known = this.cache.get(num)
    if (known !== undefined) return known
    if (this.opening.has(num)) throw new PdfError('damaged', `object ${num} needs itself`)
    this.opening.add(num)
    try {
      const value =
        entry.type === 'offset'
          ? this.plain(this.objectAt(entry.offset, num))
          : this.objectStream(entry.stream).value(num, this.limits.depth, this.repaired)
      this.cache.set(num, value)
      return value
    } finally {
      this.opening.delete(num)
    }
  }

  private plain(object: IndirectObject): PdfValue {
    if (!this.decryption || object.num === this.encryptNumber) return object.value
    return this.decryption.value(object)
  }

  /** Parses the object at a file offset, not decrypted; `num` is checked when given. */
  objectAt(offset: number, num?: number): IndirectObject {
    if (offset < 0 || offset >= this.bytes.length)
      throw new PdfError('damaged', 'object offset outside file', offset)
    const object = this.parsed.object(offset, this.bytes.length, (dependsOnOthers) => {
      const parser = new Parser(this.bytes, offset, this.bytes.length, this.limits.depth, this.repaired)
      return parser.indirectObject((length) => {
        if (length instanceof PdfRef) dependsOnOthers()
        const value = length instanceof PdfRef ? this.lengthAt(length) : length
        return typeof value === 'number' && Number.isInteger(value) ? value : null
      })
    })
    if (num !== undefined && object.num !== num)
      throw new PdfError('damaged', `object ${object.num} where ${num} is expected`, offset)
    return object
  }

  /** Read by scanning, a stream whose /Length leads astray ends where `endstream` stands. */
  private lengthAt(length: PdfRef): PdfValue {
    try {
      return this.resolve(length)
    } catch (error) {
      if (this.repaired && error instanceof PdfError && error.code === 'damaged') return null
      throw error
    }
  }

  private objectStream(num: number): ObjectStream {
    if (this.lock) throw new PdfError('encrypted', `object streams: ${this.lock.detail}`)
    if (this.entry(num)?.type !== 'offset') throw new PdfError('damaged', `object stream ${num} is missing`)
    const stream = this.object(num)
    if (!(stream instanceof PdfStream)) throw new PdfError('damaged', `object stream ${num} is missing`)
    const { dict } = stream
    return this.parsed.container(
      stream,
      () => new ObjectStream(this.decode(stream), this.get(dict, 'N'), this.get(dict, 'First')),
    )
  }

  /** Follows references until something else comes. */
  resolve(value: PdfValue | undefined): PdfValue {
    let current: PdfValue = value ?? null
    for (let i = 0; current instanceof PdfRef; i++) {
      if (i >= this.limits.refChain) throw new PdfError('limit', 'reference chain')
      current = this.object(current.num, current.gen)
    }
    return current
  }

  /** The resolved value of a key; null when absent. */
  get(dict: PdfDict, key: string): PdfValue {
    return this.resolve(dict.get(key))
  }

  getDict(dict: PdfDict, key: string): PdfDict | null {
    const value = this.get(dict, key)
    return value instanceof PdfDict ? value : null
  }

  getArray(dict: PdfDict, key: string): PdfValue[] | null {
    const value = this.get(dict, key)
    return Array.isArray(value) ? value : null
  }

  /** Decoded stream bytes, bounded per stream and in sum. */
  decode(stream: PdfStream): Buffer {
    return this.streams.decode(stream, (value) => this.resolve(value))
  }

  /** The declared number of pages; counted by walking the tree when /Count is missing or absurd. */
  get pageCount(): number {
    const tree = this.getDict(this.catalog, 'Pages')
    const count = tree && this.get(tree, 'Count')
    if (typeof count === 'number' && Number.isInteger(count) && count > 0 && count <= this.limits.pageNodes)
      return count
    return [...this.pages()].length
  }

  /** Page by index from 0. Error `damaged` when there is none. */
  page(index: number): PdfPage {
    if (!Number.isInteger(index) || index < 0) throw new PdfError('refused', `page index ${index}`)
    return findPage(this, index)
  }

  pages(): Generator<PdfPage> {
    return walkPages(this)
  }
}

/**
 * The version that the header names. A file whose header is broken, but that has objects from its first bytes on, is
 * damaged: other readers open it. Errors: `not-pdf`, `damaged`.
 */
function versionOf(head: string, repair: boolean): string {
  const version = /%PDF-(\d\.\d)/.exec(head)?.[1]
  if (version) return version
  if (!/%PDF-|^\s*\d{1,10} \d{1,5} obj\b/m.test(head))
    throw new PdfError('not-pdf', 'no %PDF header in the first 1024 bytes')
  if (!repair) throw new PdfError('damaged', 'a broken %PDF header')
  return '1.4'
}
