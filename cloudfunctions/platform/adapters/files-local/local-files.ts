import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { FileKind, FileStore, StoredFile, UploadTicket } from '#platform/kernel/file-store'
import type { Clock } from '#platform/kernel/ports'
import { Blobs, partsOfId } from './blobs'
import type { ByteRange } from './byte-range'
import { openToken, signToken } from './signed-token'
import { UploadInbox, type UploadOutcome } from './upload-inbox'

export interface LocalFilesOptions {
  folder: string
  /** Base of links, without trailing slash. */
  publicUrl: string
  /** 32 bytes that sign links and tickets. */
  key: Buffer
  clock: Clock
}

/** What a valid link leads to. */
export interface TemporaryFile {
  filename: string
  inline: boolean
  /** Media type. */
  mime: string
  /** Bytes. */
  size: number
  /** Lower-case hex; serves as ETag, because the file never changes. */
  sha256: string
  /** Epoch ms. */
  expiresAt: number
  stream(range?: ByteRange | null): Readable
}

const linkContent = z.object({
  f: z.string(),
  e: z.number(),
  n: z.string(),
  i: z.boolean(),
})
const ticketContent = z.object({ u: z.string(), m: z.number(), e: z.number() })

/** Files in a folder of this machine; links and upload tickets are signed and expire. */
export class LocalFiles implements FileStore {
  private readonly blobs: Blobs
  private readonly inbox: UploadInbox

  constructor(private readonly options: LocalFilesOptions) {
    if (options.key.length < 32) throw new Error('The key of links has 32 bytes or more')
    this.blobs = new Blobs(options.folder)
    this.inbox = new UploadInbox(path.join(options.folder, 'uploads'))
  }

  put(parts: Buffer | Buffer[], kind: FileKind): Promise<StoredFile> {
    return this.blobs.put(Array.isArray(parts) ? parts : [parts], kind)
  }

  read(file: Pick<StoredFile, 'fileId' | 'sha256'>): Promise<Buffer> {
    return this.blobs.read(file)
  }

  temporaryUrl(
    file: StoredFile,
    { ttl, filename, inline = false }: { ttl: number; filename: string; inline?: boolean },
  ): Promise<string> {
    const content = { f: file.fileId, e: this.options.clock.now() + ttl, n: filename, i: inline }
    return Promise.resolve(`${this.options.publicUrl}/f/${signToken(this.options.key, 'file', content)}`)
  }

  /**
   * For the host: what the link `/f/<token>` leads to, its content checked. Null when the link is not ours or expired.
   * @throws FileMissing, FileDamaged
   */
  async openTemporary(token: string): Promise<TemporaryFile | null> {
    const parsed = linkContent.safeParse(openToken(this.options.key, 'file', token))
    if (!parsed.success || parsed.data.e <= this.options.clock.now()) return null
    const { f: fileId, n: filename, i: inline, e: expiresAt } = parsed.data
    const parts = partsOfId(fileId)
    if (!parts) return null
    const { path: file, size } = await this.blobs.check(fileId)
    return {
      filename,
      inline,
      mime: await mimeOf(parts.kind, file),
      size,
      sha256: parts.sha256,
      expiresAt,
      stream: (range) => createReadStream(file, range ?? {}),
    }
  }

  uploadTicket(uploadId: string, maxBytes: number, expiresAt: number): Promise<UploadTicket> {
    const token = signToken(this.options.key, 'upload', { u: uploadId, m: maxBytes, e: expiresAt })
    return Promise.resolve({
      kind: 'http',
      url: `${this.options.publicUrl}/upload/${token}`,
      headers: { 'content-type': 'application/octet-stream' },
    })
  }

  /**
   * For the host: takes the body of `POST /upload/<token>`. `invalid`: the ticket is not ours or expired.
   * @throws what the body throws when the sender breaks off; nothing is kept then
   */
  async receiveUpload(token: string, body: AsyncIterable<Buffer>): Promise<UploadOutcome | 'invalid'> {
    const parsed = ticketContent.safeParse(openToken(this.options.key, 'upload', token))
    if (!parsed.success || parsed.data.e <= this.options.clock.now()) return 'invalid'
    return this.inbox.receive(parsed.data.u, parsed.data.m, body)
  }

  uploaded(uploadId: string): Promise<Buffer | null> {
    return this.inbox.read(uploadId)
  }

  removeUpload(uploadId: string): Promise<void> {
    return this.inbox.remove(uploadId)
  }

  remove(fileIds: string[]): Promise<void> {
    return this.blobs.remove(fileIds)
  }

  /** The first page also clears what crashes left half written. */
  async list(before: number, after?: string): Promise<{ items: StoredFile[]; next?: string }> {
    if (!after) {
      await this.blobs.removeDrafts(before)
      await this.inbox.removeLeftovers(before)
    }
    return this.blobs.list(before, after)
  }
}

const mimeOfKind: Record<FileKind, string> = {
  'contract-pdf': 'application/pdf',
  'evidence-json': 'application/json',
  'evidence-pdf': 'application/pdf',
  'page-image': 'image/png',
  upload: 'application/octet-stream',
}

/** Page images may be PNG, JPEG or WebP; their first bytes tell. */
async function mimeOf(kind: FileKind, file: string): Promise<string> {
  if (kind !== 'page-image') return mimeOfKind[kind]
  const handle = await open(file, 'r')
  try {
    const { buffer } = await handle.read({ buffer: Buffer.alloc(12), position: 0 })
    if (buffer[0] === 0xff && buffer[1] === 0xd8) return 'image/jpeg'
    return buffer.toString('latin1', 8, 12) === 'WEBP' ? 'image/webp' : mimeOfKind[kind]
  } finally {
    await handle.close()
  }
}
