import { Decryption } from './decryption/decryption'
import { readEncryption } from './decryption/encryption-dictionary'
import { PdfError } from './errors'
import type { ObjectStream } from './object-stream'
import type { PdfStream, PdfValue } from './objects'
import type { IndirectObject } from './parser'
import type { XrefSection } from './xref'

/** Each may cost some thousand hashes, and no honest file has a second one. */
const MAX_DECRYPTIONS = 32

/**
 * What was parsed at which offset, for all readers of the same bytes: those of a file's earlier revisions see a
 * shorter file, and everything that ends within it reads the same. Objects are kept as they stand, encrypted ones too;
 * what they say in the clear is kept by the `Decryption` that made it.
 */
export class ParsedBytes {
  private readonly objects = new Map<number, IndirectObject>()
  private readonly sections = new Map<number, XrefSection>()
  private readonly containers = new WeakMap<PdfStream, ObjectStream>()
  private readonly decryptions = new Map<string, Decryption>()

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

  /**
   * One for all revisions with the same /Encrypt and /ID. `budget`: bytes of streams decrypted in all. Errors
   * (PdfError): `encrypted` when a password is needed, `unsupported`, `damaged`, `limit`.
   */
  decryption(encrypt: PdfValue, id: PdfValue | undefined, budget: number): Decryption {
    const scheme = readEncryption(encrypt, id)
    const key = JSON.stringify(scheme)
    const known = this.decryptions.get(key)
    if (known) return known
    if (this.decryptions.size >= MAX_DECRYPTIONS) throw new PdfError('limit', 'ways of encryption')
    const decryption = new Decryption(scheme, budget)
    this.decryptions.set(key, decryption)
    return decryption
  }
}
