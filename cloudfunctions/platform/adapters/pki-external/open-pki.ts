import { readFile } from 'node:fs/promises'
import type { CloudEndpoint } from '#platform/adapters/tencent-cloud/client'
import { HttpTimeStamper } from '#platform/adapters/tsa-http/http-time-stamper'
import type { PkiPort } from '#platform/kernel/ports'
import type { KeyFiles } from '#platform/pki/key-files'
import { LocalPki } from '#platform/pki/local-pki'
import { ExternalAuthority } from './certificate-authority'
import { readCertificates } from './certificate-chain'
import { ConfiguredPki } from './configured-pki'
import { EstClient } from './est-client'
import { OrganizationKeys } from './organization-keys'
import { type PkiSettings, PkiSettingsError } from './pki-settings'
import { PublishedData } from './published-data'

export interface OpenPkiOptions {
  files: KeyFiles
  settings: PkiSettings
  /** epoch ms */
  now: () => number
  /** base of the addresses in certificates; none when this installation is not reachable from outside */
  publishedAt?: string
  /** for keys that stay in Tencent Cloud's key management service */
  kms?: CloudEndpoint
}

export interface OpenedPki {
  /** what the rooms use */
  port: PkiPort
  /** the built-in authority, for what it publishes */
  local: LocalPki
}

/**
 * The authority as an installation's settings want it. @throws PkiSettingsError, OrganizationKeysError; outside
 * services are not asked yet, so that one that is down does not keep the installation from starting
 */
export async function openPki({
  files,
  settings,
  now,
  publishedAt,
  kms,
}: OpenPkiOptions): Promise<OpenedPki> {
  const { suite, keyType, tsa, est, keysFolder, keysPassphrase } = settings
  const local = await LocalPki.openIn(files, { now, suite, keyType, publishedAt })
  if (!tsa && !est && !keysFolder) return { port: local, local }

  const tsaRoots = tsa ? await rootsIn(tsa.rootsFile) : []
  const estRoots = est ? await rootsIn(est.rootsFile) : []
  const external = est
    ? new ExternalAuthority({
        est: new EstClient({ ...est, tls: await tlsOf(est) }),
        roots: estRoots,
        keyType,
        files,
        now,
      })
    : null
  const port = new ConfiguredPki({
    local,
    suite,
    external,
    stamper: tsa ? new HttpTimeStamper({ ...tsa, roots: tsaRoots, now }) : null,
    keys: keysFolder
      ? await OrganizationKeys.open(keysFolder, { passphrase: keysPassphrase, kms, now })
      : null,
    published: new PublishedData({ now }),
    roots: [...tsaRoots, ...estRoots],
  })
  return { port, local }
}

async function rootsIn(file: string): Promise<Buffer[]> {
  const roots = readCertificates(Buffer.from(await textOf(file))).map((one) => one.raw)
  if (roots.length === 0) throw new PkiSettingsError(`There is no certificate in ${file}.`)
  return roots
}

async function tlsOf(est: NonNullable<PkiSettings['est']>) {
  const { tlsRootsFile, clientCertificateFile, clientKeyFile } = est
  return {
    ...(tlsRootsFile ? { ca: await textOf(tlsRootsFile) } : {}),
    ...(clientCertificateFile ? { cert: await textOf(clientCertificateFile) } : {}),
    ...(clientKeyFile ? { key: await textOf(clientKeyFile) } : {}),
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new PkiSettingsError(`Cannot read ${file}.`)
  }
}
