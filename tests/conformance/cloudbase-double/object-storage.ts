import { randomUUID } from 'node:crypto'
import { Refused } from './refused'

interface StoredObject {
  bytes: Buffer
  mime: string
}

/** The file storage behind the double: objects by `cloud://` id, with upload places and links that expire. */
export class DoubleStorage {
  private readonly objects = new Map<string, StoredObject>()
  private readonly links = new Map<string, { fileId: string; until: number }>()
  private readonly places = new Map<string, string>()

  constructor(
    private readonly base: () => string,
    private readonly now: () => number = Date.now,
  ) {}

  idOf(path: string): string {
    return `cloud://local.6c6f-local-1250000000/${path}`
  }

  /** As a mini-program does with wx.cloud.uploadFile. */
  place(path: string, bytes: Buffer): string {
    this.objects.set(this.idOf(path), { bytes, mime: 'application/octet-stream' })
    return this.idOf(path)
  }

  has(fileId: string): boolean {
    return this.objects.has(fileId)
  }

  /** Changes stored bytes behind everybody's back. */
  damage(fileId: string): void {
    const object = this.objects.get(fileId)
    if (object) object.bytes = Buffer.concat([object.bytes, Buffer.from('!')])
  }

  uploadMetadata(path: string) {
    if (!path || path.startsWith('/')) throw new Refused('INVALID_PARAM', 'path is invalid')
    const place = randomUUID()
    this.places.set(place, this.idOf(path))
    return {
      url: `${this.base()}/put/${place}`,
      token: 'token',
      authorization: 'authorization',
      fileId: this.idOf(path),
      cosFileId: 'cos',
    }
  }

  /** False when the upload place is unknown. */
  receive(place: string, bytes: Buffer, mime: string): boolean {
    const fileId = this.places.get(place)
    if (!fileId) return false
    this.objects.set(fileId, { bytes, mime })
    return true
  }

  downloadUrls(files: { fileid: string; max_age?: number }[]) {
    if (files.length > 50) throw new Refused('INVALID_PARAM', 'at most 50 files')
    return files.map(({ fileid, max_age }) => {
      if (!this.objects.has(fileid))
        return { fileid, fileID: fileid, code: 'STORAGE_FILE_NONEXIST', tempFileURL: '', download_url: '' }
      const link = randomUUID()
      this.links.set(link, { fileId: fileid, until: this.now() + (max_age ?? 7200) * 1000 })
      const url = `${this.base()}/get/${link}`
      return { fileid, fileID: fileid, code: 'SUCCESS', tempFileURL: url, download_url: url, maxAge: max_age }
    })
  }

  /** The object behind a link, or null. */
  open(link: string): StoredObject | null {
    const found = this.links.get(link)
    if (!found || found.until <= this.now()) return null
    return this.objects.get(found.fileId) ?? null
  }

  remove(fileIds: string[]) {
    if (fileIds.length > 50) throw new Refused('INVALID_PARAM', 'at most 50 files')
    return fileIds.map((fileid) => ({
      fileid,
      fileID: fileid,
      code: this.objects.delete(fileid) ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST',
    }))
  }
}
