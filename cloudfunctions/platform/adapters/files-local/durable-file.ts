import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** Makes the entries of a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (e) {
    // Some file systems (and Windows) cannot sync a folder; there is nothing better to do then.
    const { code } = e as NodeJS.ErrnoException
    if (code !== 'EPERM' && code !== 'EINVAL' && code !== 'EISDIR') throw e
  } finally {
    await handle.close()
  }
}

/** Creates a folder durably, its parents included. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!first) return
  const top = path.dirname(first)
  for (let at = path.dirname(folder); at.length >= top.length; at = path.dirname(at)) {
    await syncFolder(at)
    if (at === path.dirname(at)) break
  }
}

/**
 * Writes a file so that it is either absent or whole, and on disk when the promise resolves: draft, fsync, rename,
 * fsync of the folder. An older file of that name is replaced.
 */
export async function writeDurably(file: string, parts: readonly Buffer[], drafts: string): Promise<void> {
  const folder = path.dirname(file)
  await makeFolder(folder)
  await makeFolder(drafts)
  const draft = path.join(drafts, randomUUID())
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      for (const part of parts) {
        for (let from = 0; from < part.length;)
          from += (await handle.write(part, from, part.length - from)).bytesWritten
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch (e) {
    await rm(draft, { force: true })
    throw e
  }
  await syncFolder(folder)
}

/** Gives a finished draft its name, unless another was first. False when the name is taken. The draft is gone either way. */
export async function publishFirst(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file)
    await syncFolder(path.dirname(file))
    return true
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw e
  } finally {
    await rm(draft, { force: true })
  }
}
