import { createHash, randomUUID } from 'node:crypto'
import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, publishFirst } from './durable-file'

export type UploadOutcome = 'stored' | 'already-stored' | 'too-big'

/** Where uploads arrive: `<hash of the id>.<random>.part` while on the way, `<hash of the id>` once whole. */
export class UploadInbox {
  constructor(private readonly folder: string) {}

  // Ids come from outside; a hash of one cannot leave the folder.
  private nameOf(uploadId: string): string {
    return createHash('sha256').update(uploadId).digest('hex')
  }

  /** Takes at most maxBytes; nothing is kept of an upload that breaks off or is too big. @throws what the stream throws */
  async receive(uploadId: string, maxBytes: number, body: AsyncIterable<Buffer>): Promise<UploadOutcome> {
    await makeFolder(this.folder)
    const whole = path.join(this.folder, this.nameOf(uploadId))
    if (await exists(whole)) return 'already-stored'
    const part = `${whole}.${randomUUID()}.part`
    try {
      const handle = await open(part, 'wx', 0o600)
      try {
        let size = 0
        for await (const chunk of body) {
          size += chunk.length
          if (size > maxBytes) return 'too-big'
          await handle.writeFile(chunk)
        }
        await handle.sync()
      } finally {
        await handle.close()
      }
      return (await publishFirst(part, whole)) ? 'stored' : 'already-stored'
    } finally {
      await rm(part, { force: true })
    }
  }

  /** The bytes of a whole upload, or null. */
  async read(uploadId: string): Promise<Buffer | null> {
    try {
      return await readFile(path.join(this.folder, this.nameOf(uploadId)))
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw e
    }
  }

  async remove(uploadId: string): Promise<void> {
    await rm(path.join(this.folder, this.nameOf(uploadId)), { force: true })
  }

  /**
   * Removes what nobody will ask for: parts that a crash left behind before `before`, and whole uploads a day older
   * still, which no ticket or pending upload outlives (their records may be gone when bytes are sent twice).
   */
  async removeLeftovers(before: number): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const info = await stat(path.join(this.folder, name)).catch(() => null)
      const limit = name.endsWith('.part') ? before : before - day
      if (info && info.mtimeMs < limit) await rm(path.join(this.folder, name), { force: true })
    }
  }
}

const day = 86_400_000

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )
