import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { KeyFiles } from './key-files'

/** A key file cannot be opened: wrong master key, another name, or changed bytes. */
export class SealedFileError extends Error {
  override name = 'SealedFileError'
}

const MAGIC = Buffer.from('QLK1')

/**
 * Seals small files with AES-256-GCM under a key derived from one master key of 32 bytes. The file's name is bound as
 * additional data, so that one key file cannot stand in for another.
 */
export class KeyFileSeal {
  private readonly key: Buffer

  constructor(masterKey: Buffer) {
    if (masterKey.length !== 32) throw new SealedFileError('the master key must have 32 bytes')
    this.key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), 'qianli/pki/key-files', 32))
  }

  seal(name: string, plain: Buffer): Buffer {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.key, iv)
    cipher.setAAD(Buffer.from(name))
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([MAGIC, iv, cipher.getAuthTag(), body])
  }

  /** @throws SealedFileError */
  open(name: string, sealed: Buffer): Buffer {
    if (sealed.length < 32 || !sealed.subarray(0, 4).equals(MAGIC))
      throw new SealedFileError(`not a key file: ${name}`)
    try {
      const cipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(4, 16))
      cipher.setAAD(Buffer.from(name))
      cipher.setAuthTag(sealed.subarray(16, 32))
      return Buffer.concat([cipher.update(sealed.subarray(32)), cipher.final()])
    } catch {
      throw new SealedFileError(`cannot open ${name}: wrong master key or changed file`)
    }
  }
}

/** Sealed key files in a folder. */
export class KeyFolder implements KeyFiles {
  private readonly seal: KeyFileSeal

  constructor(
    private readonly folder: string,
    masterKey: Buffer,
  ) {
    this.seal = new KeyFileSeal(masterKey)
  }

  async read(name: string): Promise<Buffer | null> {
    try {
      return this.seal.open(name, await readFile(join(this.folder, name)))
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null
      throw error
    }
  }

  /** Atomic and durable: temporary file, fsync, a hard link that fails where the name is taken, fsync of the folder. */
  async create(name: string, plain: Buffer): Promise<boolean> {
    const path = join(this.folder, name)
    const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
    try {
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(this.seal.seal(name, plain))
        await file.sync()
      } finally {
        await file.close()
      }
      await link(temporary, path)
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false
      throw error
    } finally {
      await rm(temporary, { force: true })
    }
    const folder = await open(dirname(path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
    return true
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code
