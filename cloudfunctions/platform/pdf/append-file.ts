import { randomBytes } from 'node:crypto'
import { constants, copyFile, open, rename, rm } from 'node:fs/promises'

/**
 * Writes `base` + `append` to a new file, durably and at once: copy (a clone where the file system can), append,
 * fsync, rename. The base stays as it is.
 */
export async function appendToCopy(basePath: string, append: Buffer, targetPath: string): Promise<void> {
  const temporary = `${targetPath}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await copyFile(basePath, temporary, constants.COPYFILE_FICLONE)
    const file = await open(temporary, 'a')
    try {
      await file.writeFile(append)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, targetPath)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
