import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LocalPki } from '../pki/local-pki'

const installationSecrets = z.looseObject({ keyStore: z.string() })

/**
 * The built-in authority of a folder. A data folder of an installation gives that installation's own; any other folder
 * becomes an authority of its own on first use, whose key file it keeps readable to its owner only.
 */
export async function openAuthority(dir: string): Promise<LocalPki> {
  const secrets = join(dir, 'keys', 'secrets.json')
  if (existsSync(secrets)) {
    const { keyStore } = installationSecrets.parse(JSON.parse(readFileSync(secrets, 'utf8')))
    return LocalPki.openOrCreate(join(dir, 'keys'), Buffer.from(keyStore, 'base64url'))
  }
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const keyFile = join(dir, 'master.key')
  try {
    await writeFile(keyFile, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Another run was first: its key is the key.
    if (!(typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST'))
      throw error
  }
  return LocalPki.openOrCreate(dir, Buffer.from(readFileSync(keyFile, 'utf8').trim(), 'base64url'))
}
