import path from 'node:path'
import { CONVERSION_LIMITS, ConversionRefused, type ConversionLimits } from '../conversion'
import { childrenOf, readTree, type XmlElement } from './xml'
import { unpack, zipDirectory, type ZipEntry } from './zip-directory'

export interface Relationship {
  id: string
  /** last part of the type's address: `worksheet`, `image`, `drawing` … */
  type: string
  /** name of the part, without a leading slash; the address itself when external */
  target: string
  external: boolean
}

/** Parts above this size are checked for how far they were packed. */
const SMALL = 1024 * 1024

/** An Office Open XML package (ISO 29500-2): parts unpacked on demand, within bounds. */
export class OfficePackage {
  private readonly entries: Map<string, ZipEntry>
  private unpacked = 0

  private constructor(
    private readonly file: Buffer,
    entries: readonly ZipEntry[],
    readonly limits: ConversionLimits,
  ) {
    this.entries = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]))
  }

  /** @throws ConversionRefused FILE_UNREADABLE, FILE_LOCKED, FILE_TOO_COMPLEX */
  static open(bytes: Uint8Array, limits: ConversionLimits = CONVERSION_LIMITS): OfficePackage {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const entries = zipDirectory(file, limits.parts + 1)
    if (!entries || entries.length === 0) throw new ConversionRefused('FILE_UNREADABLE', 'ZIP')
    if (entries.length > limits.parts) throw new ConversionRefused('FILE_TOO_COMPLEX')
    if (entries.some((entry) => entry.encrypted)) throw new ConversionRefused('FILE_LOCKED')
    const opened = new OfficePackage(file, entries, limits)
    // Of two parts of one name (letter case does not count, ISO/IEC 29500-2) each reader would show another.
    if (opened.entries.size !== entries.length) throw new ConversionRefused('FILE_UNREADABLE', 'ZIP')
    return opened
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase())
  }

  names(): string[] {
    return [...this.entries.values()].map((entry) => entry.name)
  }

  /** Bytes of a part; undefined when there is none. @throws ConversionRefused FILE_UNREADABLE, FILE_TOO_COMPLEX */
  part(name: string): Buffer | undefined {
    const entry = this.entries.get(name.toLowerCase())
    if (!entry) return undefined
    const { partBytes, totalBytes, ratio } = this.limits
    const most = Math.min(partBytes, totalBytes - this.unpacked)
    if (entry.size > most) throw new ConversionRefused('FILE_TOO_COMPLEX')
    if (entry.size > SMALL && entry.size > entry.packed * ratio)
      throw new ConversionRefused('FILE_TOO_COMPLEX')
    const bytes = unpack(this.file, entry, Math.min(most, entry.size))
    if (bytes?.length !== entry.size) throw new ConversionRefused('FILE_UNREADABLE', name)
    this.unpacked += bytes.length
    return bytes
  }

  /** A part as a tree; undefined when there is none. @throws ConversionRefused */
  tree(name: string): XmlElement | undefined {
    const bytes = this.part(name)
    return bytes && readTree(bytes, this.limits)
  }

  /** What a part refers to, by id; of the package itself for the empty name. @throws ConversionRefused */
  relationships(name: string): Map<string, Relationship> {
    const folder = path.posix.dirname(name)
    const own =
      name === '' ? '_rels/.rels' : path.posix.join(folder, '_rels', `${path.posix.basename(name)}.rels`)
    const found = new Map<string, Relationship>()
    for (const { attributes } of childrenOf(this.tree(own), 'Relationship')) {
      const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes
      const external = mode === 'External'
      found.set(id, {
        id,
        type: type.slice(type.lastIndexOf('/') + 1),
        target: external ? target : partName(name === '' ? '.' : folder, target),
        external,
      })
    }
    return found
  }

  /** The part that the package is about. @throws ConversionRefused FILE_UNREADABLE */
  mainPart(): string {
    for (const { type, target } of this.relationships('').values())
      if (type === 'officeDocument') return target
    throw new ConversionRefused('FILE_UNREADABLE', 'officeDocument')
  }
}

function partName(folder: string, target: string): string {
  const absolute = target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target)
  return path.posix.normalize(absolute).replace(/^\.\//, '')
}
