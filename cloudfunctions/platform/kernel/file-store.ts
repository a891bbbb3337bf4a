/** A stored, immutable file. `fileId` has the form `cloud://…` on every host. */
export interface StoredFile {
  fileId: string
  /** Lower-case hex. */
  sha256: string
  /** Bytes. */
  size: number
}

export type UploadTicket =
  { kind: 'http'; url: string; headers: Record<string, string> } | { kind: 'cloud'; cloudPath: string }

/** Files by content. Links are given out by actions only, after the permission check. */
export interface FileStore {
  /** Durable when the promise resolves (fsync). The same bytes under the same kind give the same file. `parts` are joined without a copy. */
  put(parts: Buffer | Buffer[], kind: FileKind): Promise<StoredFile>
  /** Reads and checks the hash. @throws FileDamaged when the bytes do not match, FileMissing when absent */
  read(file: Pick<StoredFile, 'fileId' | 'sha256'>): Promise<Buffer>
  /** Link that works without a session until it expires; ttl in ms. */
  temporaryUrl(
    file: StoredFile,
    options: { ttl: number; filename: string; inline?: boolean },
  ): Promise<string>
  /** Ticket for one upload of at most maxBytes under this id. */
  uploadTicket(uploadId: string, maxBytes: number, expiresAt: number): Promise<UploadTicket>
  /**
   * The uploaded bytes, or null while nothing complete has arrived. On CloudBase the client names the file it uploaded;
   * a name that does not belong to this uploadId is refused (null).
   */
  uploaded(uploadId: string, clientFileId?: string): Promise<Buffer | null>
  removeUpload(uploadId: string): Promise<void>
  remove(fileIds: string[]): Promise<void>
  /** Stored files older than `before` (epoch ms) for the orphan sweep, in pages. */
  list(before: number, after?: string): Promise<{ items: StoredFile[]; next?: string }>
}

export type FileKind = 'contract-pdf' | 'evidence-json' | 'evidence-pdf' | 'page-image' | 'upload'

const faultBrand = Symbol.for('qianli.file-fault')

export class FileMissing extends Error {
  readonly [faultBrand] = true
  override name = 'FileMissing'
}
export class FileDamaged extends Error {
  readonly [faultBrand] = true
  override name = 'FileDamaged'
}

/** A recorded file is missing or not what was recorded. The store lives in the host's bundle, so no `instanceof`. */
export const isFileFault = (e: unknown): boolean => typeof e === 'object' && e !== null && faultBrand in e
