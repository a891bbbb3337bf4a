import { createDecipheriv, createHash } from 'node:crypto'
import { PdfError } from '../errors'
import { isName, PdfDict, PdfName, PdfStream, PdfString, type PdfValue } from '../objects'
import type { IndirectObject } from '../parser'
import { methodNamed, type CryptMethod, type EncryptionScheme } from './encryption-dictionary'
import { fileKey } from './file-key'
import { rc4 } from './rc4'

/**
 * Reads the objects of a file that the standard security handler encrypted with the empty user password (ISO 32000-2
 * §7.6): such a file only asks its viewers to forbid something, and what it holds can be verified like any other.
 * Objects out of object streams and the encryption dictionary itself must not be given to it.
 */
export class Decryption {
  private readonly key: Buffer
  private readonly known = new WeakMap<IndirectObject, PdfValue>()

  /**
   * `budget`: bytes of streams decrypted in all, for those in a hostile file may overlap. Error: PdfError `encrypted`
   * when a password is needed.
   */
  constructor(
    private readonly scheme: EncryptionScheme,
    private budget: number,
  ) {
    this.key = fileKey(scheme)
  }

  /** The object's value in the clear, made once; offsets stay those in the file. Streams are decrypted when read. */
  value(object: IndirectObject): PdfValue {
    const known = this.known.get(object)
    if (known !== undefined) return known
    const value = this.plain(object.value, object)
    this.known.set(object, value)
    return value
  }

  private plain(value: PdfValue, object: IndirectObject): PdfValue {
    if (value instanceof PdfString) return this.string(value, object)
    if (Array.isArray(value)) return value.map((item) => this.plain(item, object))
    if (value instanceof PdfDict) return this.dict(value, object)
    if (value instanceof PdfStream) return this.stream(value, object)
    return value
  }

  private string(value: PdfString, object: IndirectObject): PdfString {
    const { strings } = this.scheme
    if (strings === 'identity') return value
    const bytes = decipher(strings, this.objectKey(strings, object), value.bytes)
    return new PdfString(bytes, value.hex, value.start, value.end, value.exact)
  }

  private dict(value: PdfDict, object: IndirectObject): PdfDict {
    const out = new PdfDict()
    out.duplicates = value.duplicates
    out.start = value.start
    out.end = value.end
    const signature = value.has('ByteRange')
    for (const [key, item] of value.entries) {
      // The signature itself is put in after everything else has been encrypted (§7.6.2).
      out.entries.set(key, signature && key === 'Contents' ? item : this.plain(item, object))
    }
    return out
  }

  private stream(value: PdfStream, object: IndirectObject): PdfStream {
    if (isName(value.dict.get('Type'), 'XRef')) return value
    const dict = this.dict(value.dict, object)
    const source = () => this.streamBytes(value, object)
    return new PdfStream(dict, source, value.start, value.end, value.lengthMatches)
  }

  private streamBytes({ dict, raw }: PdfStream, object: IndirectObject): Buffer {
    const method = this.streamMethod(dict)
    if (method === 'identity') return raw
    this.budget -= raw.length
    if (this.budget < 0) throw new PdfError('limit', 'decrypted bytes')
    return decipher(method, this.objectKey(method, object), raw)
  }

  private streamMethod(dict: PdfDict): CryptMethod {
    const { scheme } = this
    const own = cryptFilterOf(dict)
    if (own !== null) return methodNamed(scheme.filters, own)
    if (isName(dict.get('Type'), 'Metadata') && !scheme.encryptMetadata && scheme.revision >= 4)
      return 'identity'
    return isName(dict.get('Type'), 'EmbeddedFile') ? scheme.embeddedFiles : scheme.streams
  }

  /** Algorithm 1; with AES-256 the file's key serves for every object. */
  private objectKey(method: CryptMethod, { num, gen }: IndirectObject): Buffer {
    if (method === 'aes-256') return this.key
    const place = [num, num >> 8, num >> 16, gen, gen >> 8]
    const hash = createHash('md5').update(this.key).update(Uint8Array.from(place))
    if (method === 'aes-128') hash.update('sAlT', 'latin1')
    return hash.digest().subarray(0, Math.min(this.key.length + 5, 16))
  }
}

/** The crypt filter that a stream names for itself; null when it leaves that to the file (§7.4.10). */
function cryptFilterOf(dict: PdfDict): string | null {
  const filter = dict.get('Filter')
  const at = (Array.isArray(filter) ? filter : [filter]).findIndex((item) => isName(item, 'Crypt'))
  if (at < 0) return null
  const all = dict.get('DecodeParms')
  const parms = Array.isArray(all) ? all[at] : all
  const named = parms instanceof PdfDict ? parms.get('Name') : undefined
  return named instanceof PdfName ? named.value : 'Identity'
}

function decipher(method: Exclude<CryptMethod, 'identity'>, key: Buffer, data: Buffer): Buffer {
  return method === 'rc4' ? rc4(key, data) : decipherCbc(method, key, data)
}

const BLOCK = 16

/** An initial vector, then whole blocks. What is cut off or wrongly padded reads as far as it goes, as viewers do. */
function decipherCbc(method: 'aes-128' | 'aes-256', key: Buffer, data: Buffer): Buffer {
  const whole = data.length - (data.length % BLOCK)
  if (whole < 2 * BLOCK) return Buffer.alloc(0)
  const cipher = createDecipheriv(`${method}-cbc`, key, data.subarray(0, BLOCK)).setAutoPadding(false)
  const plain = cipher.update(data.subarray(BLOCK, whole))
  const padding = plain[plain.length - 1] ?? 0
  return padding >= 1 && padding <= BLOCK ? plain.subarray(0, plain.length - padding) : plain
}
