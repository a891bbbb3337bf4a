import { carriedSignatures } from './carried-signatures'
import { PdfError } from './errors'
import { viewerSize } from './geometry'
import type { PdfPage } from './page-tree'
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
  /** the cross-reference had to be rebuilt to read it */
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
    const reader = PdfReader.open(bytes, { repair: true })
    if (reader.encrypted) throw new UploadError('FILE_LOCKED', 'encrypted')
    return facts(reader, limits.maxPages ?? 5000)
  } catch (error) {
    throw toUploadError(error)
  }
}

function facts(first: PdfReader, maxPages: number): UploadFacts {
  let reader = first
  let pages: UploadFacts['pages']
  let signatures: number
  try {
    pages = readPages(reader, maxPages)
    signatures = carriedSignatures(reader)
  } catch (error) {
    // The cross-reference can be readable and still lead to the wrong places.
    if (reader.repaired || !(error instanceof PdfError) || error.code !== 'damaged') throw error
    reader = PdfReader.rebuild(reader.bytes)
    pages = readPages(reader, maxPages)
    signatures = carriedSignatures(reader)
  }
  return {
    pages,
    encrypted: false,
    signatures,
    damaged: reader.repaired,
    version: reader.version,
    bytes: reader.bytes.length,
  }
}

function readPages(reader: PdfReader, maxPages: number): UploadFacts['pages'] {
  const pages: UploadFacts['pages'] = []
  for (const page of reader.pages()) {
    if (pages.length >= maxPages) throw new UploadError('FILE_TOO_BIG', `more than ${maxPages} pages`)
    pages.push({ ...viewerSize(page), rotate: page.rotate })
    touchContents(reader, page)
  }
  if (pages.length === 0) throw new PdfError('damaged', 'no pages')
  return pages
}

/**
 * Where the cross-reference leads to the wrong object for a page's contents, one viewer shows nothing and another
 * repairs and shows it: such a file is normalised, so that everybody signs what everybody sees. Error: `damaged`.
 */
function touchContents(reader: PdfReader, page: PdfPage): void {
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
