import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

/** A key file cannot be opened: wrong master key, another name, or changed bytes. */
export class SealedFileError extends Error {
  override name = 'SealedFileError'
}

const MAGIC = Buffer.from('QLK1')

/**
 * Files encrypted with AES-256-GCM under keys derived from one master key of 32 bytes. The file's name is bound as
 * additional data, so that one key file cannot stand in for another.
 */
export class SealedFiles {
  private readonly key: Buffer

  constructor(masterKey: Buffer) {
    if (masterKey.length !== 32) throw new SealedFileError('the master key must have 32 bytes')
    this.key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), 'qianli/pki/key-files', 32))
  }

  /** Null when there is no such file. */
  async read(path: string): Promise<Buffer | null> {
    let bytes: Buffer
    try {
      bytes = await readFile(path)
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
    if (bytes.length < 32 || !bytes.subarray(0, 4).equals(MAGIC))
      throw new SealedFileError(`not a key file: ${path}`)
    try {
      const cipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(4, 16))
      cipher.setAAD(Buffer.from(basename(path)))
      cipher.setAuthTag(bytes.subarray(16, 32))
      return Buffer.concat([cipher.update(bytes.subarray(32)), cipher.final()])
    } catch {
      throw new SealedFileError(`cannot open ${path}: wrong master key or changed file`)
    }
  }

  /** Atomic and durable: temporary file, fsync, rename, fsync of the folder. */
  async write(path: string, plain: Buffer): Promise<void> {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.key, iv)
    cipher.setAAD(Buffer.from(basename(path)))
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
    try {
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(Buffer.concat([MAGIC, iv, cipher.getAuthTag(), body]))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    const folder = await open(dirname(path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
