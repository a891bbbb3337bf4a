import { isConflict, isDuplicate, type Store } from '#platform/kernel/store'
import type { KeyFiles } from '#platform/pki/key-files'
import { KeyFileSeal } from '#platform/pki/sealed-file'
import { keyFileCollection } from './key-file-record'

/** Sealed key files in the store, for functions without a lasting disk. */
export class KeyCollection implements KeyFiles {
  private readonly seal: KeyFileSeal

  constructor(
    private readonly store: Store,
    masterKey: Buffer,
  ) {
    this.seal = new KeyFileSeal(masterKey)
  }

  async read(name: string): Promise<Buffer | null> {
    const record = await this.store.get(keyFileCollection, name)
    return record && this.seal.open(name, Buffer.from(record.sealed, 'base64'))
  }

  async create(name: string, plain: Buffer): Promise<boolean> {
    const sealed = this.seal.seal(name, plain).toString('base64')
    try {
      await this.store.tx((t) => t.insert(keyFileCollection, { id: name, sealed }))
      return true
    } catch (e) {
      if (isDuplicate(e) || isConflict(e)) return false
      throw e
    }
  }
}
