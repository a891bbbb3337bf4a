import { carriedSignatures } from './carried-signatures'
import { PdfError } from './errors'
import { viewerSize } from './geometry'
import { type ListedPage, listPages, type PageList } from './page-list'
import { PdfReader } from './reader'

/** Why an uploaded file cannot be used; the codes are those of the error catalogue. */
export type UploadRefusal = 'FILE_TYPE' | 'FILE_UNREADABLE' | 'FILE_LOCKED' | 'FILE_TOO_BIG' | 'FILE_SIGNED'

export class UploadError extends Error {
  constructor(
    readonly refusal: UploadRefusal,
    readonly detail: string,
  ) {
    super(`${refusal}: ${detail}`)
    this.name = 'UploadError'
  }
}

export interface UploadFacts {
  /** pages as displayed (cropped, rotated), in points */
  pages: { width: number; height: number; rotate: 0 | 90 | 180 | 270 }[]
  encrypted: boolean
  /** signatures the file carries already */
  signatures: number
  /** its cross-reference or page tree is not sound: it is rewritten before anything is added */
  damaged: boolean
  /** e.g. "1.7" */
  version: string
  bytes: number
}

export interface UploadLimits {
  /** default 60 MB (CON-13) */
  maxBytes?: number
  /** default 5000 */
  maxPages?: number
}

const DEFAULT_MAX_BYTES = 60 * 1024 * 1024

/** Looks at an upload without changing it. Error: UploadError with a catalogue code, nothing else. */
export function inspectUpload(bytes: Buffer, limits: UploadLimits = {}): UploadFacts {
  if (bytes.length > (limits.maxBytes ?? DEFAULT_MAX_BYTES))
    throw new UploadError('FILE_TOO_BIG', `${bytes.length} bytes`)
  try {
    const { reader, list, signatures, damaged } = readUpload(bytes, limits)
    return {
      pages: list.pages.map((page) => ({ ...viewerSize(page), rotate: page.rotate })),
      encrypted: false,
      signatures,
      damaged,
      version: reader.version,
      bytes: bytes.length,
    }
  } catch (error) {
    throw toUploadError(error)
  }
}

/** An upload as it is best read. */
export interface ReadUpload {
  reader: PdfReader
  list: PageList
  /** signatures it carries, see `carriedSignatures` */
  signatures: number
  /** it must be rewritten before anything is added to it */
  damaged: boolean
}

/**
 * Opens an upload with its pages: by its cross-reference; by scanning where that leads nowhere, or with `scan`. Errors: UploadError
 * FILE_TOO_BIG, PdfError.
 */
export function readUpload(
  bytes: Buffer,
  { maxPages = 5000, scan = false }: UploadLimits & { scan?: boolean } = {},
): ReadUpload {
  const reader = openUnlocked(bytes, scan)
  try {
    return readWith(reader, maxPages)
  } catch (error) {
    // The cross-reference can be readable and still lead to the wrong places.
    if (reader.repaired || !(error instanceof PdfError) || error.code !== 'damaged') throw error
    return readWith(openUnlocked(bytes, true), maxPages)
  }
}

function openUnlocked(bytes: Buffer, scan: boolean): PdfReader {
  const reader = scan ? PdfReader.rebuild(bytes) : PdfReader.open(bytes, { repair: true })
  if (reader.encrypted) throw new PdfError('encrypted', 'encrypted')
  return reader
}

function readWith(reader: PdfReader, maxPages: number): ReadUpload {
  const list = listPages(reader, maxPages)
  if (list.pages.length > maxPages) throw new UploadError('FILE_TOO_BIG', `more than ${maxPages} pages`)
  if (list.pages.length === 0) throw new PdfError('damaged', 'no pages')
  for (const page of list.pages) touchContents(reader, page)
  const misread = reader.sections.some((section) => section.misnumbered)
  // Behind something else the offsets count from the header for some readers, from the first byte for others.
  const shifted = !reader.bytes.subarray(0, 5).equals(HEADER)
  const damaged = reader.repaired || misread || shifted || !list.sound
  return { reader, list, signatures: carriedSignatures(reader, damaged), damaged }
}

const HEADER = Buffer.from('%PDF-')

/**
 * Where the cross-reference leads to the wrong object for a page's contents, one viewer shows nothing and another
 * repairs and shows it: such a file is normalised, so that everybody signs what everybody sees. Contents that a scan
 * finds but that cannot be read would be lost: such a file is refused. Error: `damaged`.
 */
function touchContents(reader: PdfReader, page: ListedPage): void {
  const contents = reader.get(page.dict, 'Contents')
  for (const part of Array.isArray(contents) ? contents : []) reader.resolve(part)
  reader.resolve(page.resources)
}

export function toUploadError(error: unknown): UploadError {
  if (error instanceof UploadError) return error
  if (error instanceof PdfError) {
    if (error.code === 'not-pdf') return new UploadError('FILE_TYPE', error.detail)
    if (error.code === 'encrypted') return new UploadError('FILE_LOCKED', error.detail)
    return new UploadError('FILE_UNREADABLE', error.message)
  }
  throw error
}
