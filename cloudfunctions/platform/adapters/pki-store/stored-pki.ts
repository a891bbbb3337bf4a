import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PkiPort } from '#platform/kernel/ports'
import { isConflict, isDuplicate, type Store } from '#platform/kernel/store'
import { LocalPki, type LocalPkiOptions } from '#platform/pki/local-pki'
import { keyFileCollection, type KeyFileRecord } from './key-file-record'

const authorityFile = 'authority.key'
const isKeyFile = (name: string) => name.endsWith('.key')

/**
 * The built-in authority for functions without a lasting disk: its encrypted key files lie in the store, a copy of
 * them in this instance's temporary folder. Two instances that make the same file at once settle on the first.
 */
export class StoredPki implements PkiPort {
  /** Version in the store and bytes of each file as this instance knows them. */
  private readonly known = new Map<string, { version: number; sealed: string }>()
  private turn: Promise<unknown> = Promise.resolve()

  private constructor(
    private readonly store: Store,
    private readonly folder: string,
    private readonly masterKey: Buffer,
    private readonly options: LocalPkiOptions,
    private pki: LocalPki,
  ) {}

  /** Opens the installation's authority, or makes it on the very first call. `scratch`: a folder that may vanish. */
  static async open(
    store: Store,
    masterKey: Buffer,
    scratch: string,
    options: LocalPkiOptions = {},
  ): Promise<StoredPki> {
    await mkdir(scratch, { recursive: true, mode: 0o700 })
    const folder = await mkdtemp(path.join(scratch, 'keys-'))
    const authority =
      (await store.get(keyFileCollection, authorityFile)) ??
      (await makeAuthority(store, masterKey, scratch, options))
    await writeFile(path.join(folder, authorityFile), Buffer.from(authority.sealed, 'base64'), {
      mode: 0o600,
    })
    return new StoredPki(store, folder, masterKey, options, await LocalPki.open(folder, masterKey, options))
  }

  roots(): Buffer[] {
    return this.pki.roots()
  }

  timeStamper(): ReturnType<PkiPort['timeStamper']> {
    return this.pki.timeStamper()
  }

  validationData(certificates: readonly Buffer[]): ReturnType<PkiPort['validationData']> {
    return this.pki.validationData(certificates)
  }

  evidenceSigner(): ReturnType<PkiPort['evidenceSigner']> {
    return this.pki.evidenceSigner()
  }

  personSigner(person: Parameters<PkiPort['personSigner']>[0]): ReturnType<PkiPort['personSigner']> {
    return this.pki.personSigner(person)
  }

  /** One at a time: a new company's key must be in the store before anything is signed with it. */
  organizationSigner(
    organization: Parameters<PkiPort['organizationSigner']>[0],
  ): ReturnType<PkiPort['organizationSigner']> {
    const next = this.turn.then(async () => {
      const signer = await this.pki.organizationSigner(organization)
      const settled = await this.storeNewFiles()
      return settled ? signer : this.pki.organizationSigner(organization)
    })
    this.turn = next.catch(() => undefined)
    return next
  }

  /** Puts new and renewed files into the store; false when another instance was first and its file was taken over. */
  private async storeNewFiles(): Promise<boolean> {
    let settled = true
    for (const name of (await readdir(this.folder)).filter(isKeyFile)) {
      if (name === authorityFile) continue
      const sealed = (await readFile(path.join(this.folder, name))).toString('base64')
      if (this.known.get(name)?.sealed === sealed) continue
      if (!(await this.write(name, sealed))) {
        settled = false
        await this.takeOver(name)
      }
    }
    if (!settled) this.pki = await LocalPki.open(this.folder, this.masterKey, this.options)
    return settled
  }

  private async write(name: string, sealed: string): Promise<boolean> {
    const version = this.known.get(name)?.version ?? 0
    try {
      await this.store.tx((t) =>
        version === 0
          ? t.insert(keyFileCollection, { id: name, sealed })
          : t.put(keyFileCollection, { id: name, version, sealed }),
      )
    } catch (e) {
      if (isDuplicate(e) || isConflict(e)) return false
      throw e
    }
    this.known.set(name, { version: version + 1, sealed })
    return true
  }

  private async takeOver(name: string): Promise<void> {
    const theirs = await this.store.get(keyFileCollection, name)
    if (!theirs) throw new Error('A key file left the store.')
    await writeFile(path.join(this.folder, name), Buffer.from(theirs.sealed, 'base64'), { mode: 0o600 })
    this.known.set(name, { version: theirs.version, sealed: theirs.sealed })
  }
}

async function makeAuthority(
  store: Store,
  masterKey: Buffer,
  scratch: string,
  options: LocalPkiOptions,
): Promise<Pick<KeyFileRecord, 'sealed'>> {
  const folder = await mkdtemp(path.join(scratch, 'new-'))
  try {
    await LocalPki.create(folder, masterKey, options)
    const sealed = (await readFile(path.join(folder, authorityFile))).toString('base64')
    await store.tx((t) => t.insert(keyFileCollection, { id: authorityFile, sealed }))
    return { sealed }
  } catch (e) {
    const first = isDuplicate(e) || isConflict(e) ? await store.get(keyFileCollection, authorityFile) : null
    if (first) return first
    throw e
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
