import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { FileDamaged, FileMissing, type FileKind, type StoredFile } from '#platform/kernel/file-store'
import { writeDurably } from './durable-file'

const kinds: readonly FileKind[] = ['contract-pdf', 'evidence-json', 'evidence-pdf', 'page-image', 'upload']
const idPattern = /^cloud:\/\/local\/([a-z-]+)\/([0-9a-f]{64})$/
const pageSize = 200

/** Kind and hash named by a file id, or null when it is not one of ours. */
export function partsOfId(fileId: string): { kind: FileKind; sha256: string } | null {
  const [, kindName, sha256 = ''] = idPattern.exec(fileId) ?? []
  const kind = kinds.find((k) => k === kindName)
  return kind ? { kind, sha256 } : null
}

const isMissing = (e: unknown) => (e as NodeJS.ErrnoException).code === 'ENOENT'

/** Files named by their content: `blobs/<kind>/<first two digits>/<sha256>`. They never change. */
export class Blobs {
  private readonly root: string
  private readonly drafts: string
  /** Identity of the files whose content was found right; a changed file has another one. */
  private readonly verified = new Map<string, string>()

  constructor(folder: string) {
    this.root = path.join(folder, 'blobs')
    this.drafts = path.join(folder, 'drafts')
  }

  /** @throws FileMissing for an id that is not ours */
  pathOf(fileId: string): string {
    const parts = partsOfId(fileId)
    if (!parts) throw new FileMissing('No such file')
    return path.join(this.root, parts.kind, parts.sha256.slice(0, 2), parts.sha256)
  }

  async put(parts: readonly Buffer[], kind: FileKind): Promise<StoredFile> {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    const sha256 = hash.digest('hex')
    const file = { fileId: `cloud://local/${kind}/${sha256}`, sha256, size: sum(parts.map((p) => p.length)) }
    // Written even when it is there: that renews its age for the orphan sweep and heals a damaged one.
    await writeDurably(this.pathOf(file.fileId), parts, this.drafts)
    return file
  }

  async read(file: Pick<StoredFile, 'fileId' | 'sha256'>): Promise<Buffer> {
    const bytes = await readFile(this.pathOf(file.fileId)).catch((e: unknown) => {
      throw isMissing(e) ? new FileMissing('The file is gone') : e
    })
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
      throw new FileDamaged('The file does not have the content it was stored with')
    return bytes
  }

  /** Path and size of a file whose content was checked; parts of it may then be streamed. @throws FileMissing, FileDamaged */
  async check(fileId: string): Promise<{ path: string; size: number }> {
    const file = this.pathOf(fileId)
    const info = await stat(file).catch((e: unknown) => {
      throw isMissing(e) ? new FileMissing('The file is gone') : e
    })
    const identity = `${info.ino}:${info.size}:${info.mtimeMs}:${info.ctimeMs}`
    if (this.verified.get(file) !== identity) {
      const hash = createHash('sha256')
      for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
      if (hash.digest('hex') !== partsOfId(fileId)?.sha256)
        throw new FileDamaged('The file does not have the content it was stored with')
      if (this.verified.size >= 1_000) this.verified.clear()
      this.verified.set(file, identity)
    }
    return { path: file, size: info.size }
  }

  async remove(fileIds: readonly string[]): Promise<void> {
    for (const fileId of fileIds) if (partsOfId(fileId)) await rm(this.pathOf(fileId), { force: true })
  }

  /** Files last put before `before` (epoch ms), in the order of their ids; `after` is the last id of an earlier page. */
  async list(before: number, after = ''): Promise<{ items: StoredFile[]; next?: string }> {
    const items: StoredFile[] = []
    for (const kind of [...kinds].sort()) {
      for (const prefix of await entries(path.join(this.root, kind))) {
        const folder = path.join(this.root, kind, prefix)
        if (`cloud://local/${kind}/${prefix}g` < after) continue
        for (const sha256 of await entries(folder)) {
          const fileId = `cloud://local/${kind}/${sha256}`
          if (fileId <= after) continue
          const info = await stat(path.join(folder, sha256)).catch(() => null)
          if (!info || info.mtimeMs >= before) continue
          items.push({ fileId, sha256, size: info.size })
          if (items.length === pageSize) return { items, next: fileId }
        }
      }
    }
    return { items }
  }

  /** Removes drafts that a crash left behind. */
  async removeDrafts(before: number): Promise<void> {
    for (const name of await entries(this.drafts)) {
      const draft = path.join(this.drafts, name)
      const info = await stat(draft).catch(() => null)
      if (info && info.mtimeMs < before) await rm(draft, { force: true })
    }
  }
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)

async function entries(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((e: unknown) => {
    if (isMissing(e)) return []
    throw e
  })
  return names.sort()
}
