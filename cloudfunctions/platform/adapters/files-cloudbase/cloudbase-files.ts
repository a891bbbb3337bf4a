import { createHash, randomUUID } from 'node:crypto'
import type { CloudSdk } from '#platform/adapters/store-cloudbase/cloud-sdk'
import {
  FileDamaged,
  FileMissing,
  type FileKind,
  type FileStore,
  type StoredFile,
  type UploadTicket,
} from '#platform/kernel/file-store'
import type { Clock } from '#platform/kernel/ports'
import { isConflict, type Store } from '#platform/kernel/store'
import { cloudFileCollection, type StoredFileRecord } from './stored-file-record'

export interface CloudBaseFilesOptions {
  cloud: Pick<CloudSdk, 'uploadFile' | 'getTempFileURL' | 'deleteFile'>
  store: Store
  clock: Clock
  /** Bytes; a larger upload counts as not arrived and is removed. The storage itself enforces no such limit. */
  maxUploadBytes: number
}

const extension: Record<FileKind, string> = {
  'contract-pdf': 'pdf',
  'evidence-json': 'json',
  'evidence-pdf': 'pdf',
  'page-image': 'png',
  upload: 'bin',
}

/** The SDK takes at most this many files a call. */
const batch = 50
const readableMs = 600_000

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Files in CloudBase storage. Links cannot carry a file name there: `filename` and `inline` have no effect. */
export class CloudBaseFiles implements FileStore {
  constructor(private readonly options: CloudBaseFilesOptions) {}

  async put(parts: Buffer | Buffer[], kind: FileKind): Promise<StoredFile> {
    const bytes = Array.isArray(parts) ? Buffer.concat(parts) : parts
    const sha256 = sha256Of(bytes)
    const content = `${kind}:${sha256}`
    const known = await this.renew(content)
    if (known) return known
    // Noted first, under a path of its own: a crash leaves a note the sweep can follow, never an unknown file.
    const path = `files/${kind}/${sha256.slice(0, 2)}/${sha256}-${randomUUID()}.${extension[kind]}`
    const { store, clock } = this.options
    const id = randomUUID()
    const record = { id, content, path, fileId: null, sha256, size: bytes.length, storedAt: clock.now() }
    await store.tx((t) => t.insert(cloudFileCollection, record))
    const fileId = await this.upload(path, bytes)
    await this.name(id, fileId)
    return { fileId, sha256, size: bytes.length }
  }

  /** A file with this content that is there already, made young again for the sweep; null when there is none. */
  private async renew(content: string): Promise<StoredFile | null> {
    const { store, clock } = this.options
    const { items } = await store.find(cloudFileCollection, { where: [{ eq: ['content', content] }] })
    for (const { id } of items) {
      const renewed = await store.tx(async (t) => {
        const record = await t.get(cloudFileCollection, id)
        if (!record?.fileId) return null
        await t.put(cloudFileCollection, { ...record, storedAt: clock.now() })
        return { fileId: record.fileId, sha256: record.sha256, size: record.size }
      })
      // The storage may have lost it, e.g. to somebody at its console.
      if (renewed && (await this.linkOf(renewed.fileId, readableMs))) return renewed
    }
    return null
  }

  private async name(id: string, fileId: string): Promise<void> {
    await this.options.store.tx(async (t) => {
      const record = await t.get(cloudFileCollection, id)
      if (record && record.fileId !== fileId) await t.put(cloudFileCollection, { ...record, fileId })
    })
  }

  async read(file: Pick<StoredFile, 'fileId' | 'sha256'>): Promise<Buffer> {
    const bytes = await this.download(file.fileId, Number.POSITIVE_INFINITY)
    if (!bytes) throw new FileMissing('The file is gone')
    if (sha256Of(bytes) !== file.sha256)
      throw new FileDamaged('The file does not have the content it was stored with')
    return bytes
  }

  async temporaryUrl(file: StoredFile, { ttl }: { ttl: number; filename: string }): Promise<string> {
    const url = await this.linkOf(file.fileId, ttl)
    if (!url) throw new FileMissing('The file is gone')
    return url
  }

  uploadTicket(uploadId: string): Promise<UploadTicket> {
    return Promise.resolve({ kind: 'cloud', cloudPath: uploadPath(uploadId) })
  }

  async uploaded(uploadId: string, clientFileId = ''): Promise<Buffer | null> {
    // `cloud://<environment>.<bucket>/<path>`: the path must be the one this ticket named.
    const path = /^cloud:\/\/[A-Za-z0-9._-]+\/(.+)$/.exec(clientFileId)?.[1]
    if (path !== uploadPath(uploadId)) return null
    const bytes = await this.download(clientFileId, this.options.maxUploadBytes)
    return bytes && bytes.length > 0 ? bytes : null
  }

  async removeUpload(uploadId: string): Promise<void> {
    await this.deleteFiles([await this.identify(uploadPath(uploadId))])
  }

  async remove(fileIds: string[]): Promise<void> {
    const { store } = this.options
    for (let at = 0; at < fileIds.length; at += batch) {
      const some = fileIds.slice(at, at + batch)
      await this.deleteFiles(some)
      const { items } = await store.find(cloudFileCollection, {
        where: [{ in: ['fileId', some] }],
        limit: 1000,
      })
      for (const { id } of items)
        await store.tx(async (t) => {
          const record = await t.get(cloudFileCollection, id)
          if (record) await t.remove(cloudFileCollection, record)
        })
    }
  }

  async list(before: number, after?: string): Promise<{ items: StoredFile[]; next?: string }> {
    const page = await this.options.store.find(cloudFileCollection, {
      where: [{ lt: ['storedAt', before] }],
      orderBy: ['storedAt', 'asc'],
      limit: 100,
      after,
    })
    const items: StoredFile[] = []
    for (const record of page.items) {
      const fileId = record.fileId ?? (await this.finish(record))
      if (fileId) items.push({ fileId, sha256: record.sha256, size: record.size })
    }
    return page.next ? { items, next: page.next } : { items }
  }

  /** Names the file of an upload that a crash cut off, so that it can be removed. Null when somebody is at it. */
  private async finish(record: StoredFileRecord): Promise<string | null> {
    const fileId = await this.identify(record.path)
    try {
      await this.name(record.id, fileId)
      return fileId
    } catch (e) {
      if (isConflict(e)) return null
      throw e
    }
  }

  /** Id of a path, which the storage tells only to who uploads: so something small is uploaded there. */
  private identify(path: string): Promise<string> {
    return this.upload(path, Buffer.from(' '))
  }

  private async upload(cloudPath: string, fileContent: Buffer): Promise<string> {
    // The SDK's statusCode is -1 even on success; the id is what tells.
    const { fileID } = await this.options.cloud.uploadFile({ cloudPath, fileContent })
    if (!fileID) throw new Error('The storage did not take the file')
    return fileID
  }

  /** A link, or null when the file is gone. Always with an age: the default has changed over time. ttl in ms. */
  private async linkOf(fileID: string, ttl: number): Promise<string | null> {
    const maxAge = Math.max(1, Math.ceil(ttl / 1000))
    const { fileList } = await this.options.cloud.getTempFileURL({ fileList: [{ fileID, maxAge }] })
    const [found] = fileList
    return found?.status === 0 && found.tempFileURL ? found.tempFileURL : null
  }

  /** Null when the file is gone or larger than `max`. */
  private async download(fileId: string, max: number): Promise<Buffer | null> {
    const url = await this.linkOf(fileId, readableMs)
    if (!url) return null
    const response = await fetch(url)
    if (response.status === 404 || response.status === 403) return null
    if (!response.ok || !response.body) throw new Error(`The storage answered ${response.status}`)
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > max) return null
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }

  private async deleteFiles(fileList: string[]): Promise<void> {
    // A file that is gone already is reported and means nothing.
    await this.options.cloud.deleteFile({ fileList })
  }
}

function uploadPath(uploadId: string): string {
  return `uploads/${createHash('sha256').update(uploadId).digest('hex')}/file`
}
