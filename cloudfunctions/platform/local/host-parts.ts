import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { limits } from '#platform/adapters/cloudbase/cloud-settings'
import { convertersFromEnv, tencentDocument } from '#platform/adapters/converter/converters-from-env'
import { DocumentSimulator } from '#platform/adapters/converter/document-simulator'
import { TencentDocument } from '#platform/adapters/converter/tencent-document'
import { AdjustableClock } from '#platform/adapters/clock/clock'
import { LocalFiles } from '#platform/adapters/files-local/local-files'
import { createIds } from '#platform/adapters/ids/ids'
import { openPglite, openPostgres } from '#platform/adapters/store-sql/open'
import { kmsEndpoint, realParties, simulatedParties } from '#platform/adapters/tencent-cloud/parties-from-env'
import { createVault } from '#platform/adapters/vault/vault'
import { WechatSimulator } from '#platform/adapters/wechat/wechat-simulator'
import { jsonLog } from '#platform/kernel/log'
import { ProviderFailure, type Deps, type WechatPort } from '#platform/kernel/ports'
import type { Store } from '#platform/kernel/store'
import { openPki, type OpenedPki } from '#platform/adapters/pki-external/open-pki'
import type { LocalPki } from '#platform/pki/local-pki'
import { KeyFolder } from '#platform/pki/sealed-file'
import type { HostConfig } from './host-config'
import { logWriter } from './log-file'
import { pkiPath } from './pki-routes'
import type { Secrets } from './secrets'
import { readSwitches } from './simulators/switches'
import { providerPath } from './simulators/provider-endpoint'

/** What a host is made of; `deps` is what its functions see of it. */
export interface HostParts {
  deps: Deps
  files: LocalFiles
  clock: AdjustableClock
  /** The built-in authority, for what the host publishes of it. */
  pki: LocalPki
  /** Null on a host without simulators. */
  wechatSimulator: WechatSimulator | null
  /** A bucket with document preview; null on a host without simulators. */
  documentSimulator: DocumentSimulator | null
  close(): Promise<void>
}

export const folders = (dataDir: string) => ({
  store: path.join(dataDir, 'store'),
  files: path.join(dataDir, 'files'),
  keys: path.join(dataDir, 'keys'),
})

export function openStore(config: HostConfig): Promise<Store> {
  return config.databaseUrl ? openPostgres(config.databaseUrl) : openPglite(folders(config.dataDir).store)
}

/** The authority of this host. Certificates name addresses only when people outside can reach them: `PUBLIC_URL`. */
export async function openHostPki(
  config: HostConfig,
  secrets: Secrets,
  now: () => number,
): Promise<OpenedPki> {
  const folder = folders(config.dataDir).keys
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return openPki({
    files: new KeyFolder(folder, Buffer.from(secrets.keyStore, 'base64url')),
    settings: config.pki,
    now,
    publishedAt: config.publicUrl ? `${config.publicUrl}${pkiPath}` : undefined,
    kms: kmsEndpoint(process.env),
  })
}

/**
 * Opens everything a prepared data folder holds.
 * `ownUrl`: where this host listens, for its simulators; `publicUrl`: base of links to people.
 */
export async function openHostParts(
  config: HostConfig,
  secrets: Secrets,
  { ownUrl, publicUrl }: { ownUrl: string; publicUrl: string },
): Promise<HostParts> {
  const store = await openStore(config)
  const clock = new AdjustableClock()
  if (config.simulators) clock.setAhead((await readSwitches(store)).clockAhead)
  const now = () => clock.now()
  const ids = createIds(now)
  const files = new LocalFiles({
    folder: folders(config.dataDir).files,
    publicUrl,
    key: Buffer.from(secrets.files, 'base64url'),
    clock,
  })
  const parties = config.simulators
    ? simulatedParties(`${ownUrl}${providerPath}`, secrets.simulator, publicUrl)
    : realParties(process.env, publicUrl)
  const wechatSimulator = config.simulators ? new WechatSimulator({ store, clock, ids }) : null
  const pki = await openHostPki(config, secrets, now)
  const documentSimulator = config.simulators ? new DocumentSimulator(secrets.simulator) : null
  const deps: Deps = {
    store,
    files,
    clock,
    ids,
    vault: createVault(Buffer.from(secrets.master, 'base64url')),
    ...parties,
    wechat: wechatSimulator ?? noWechat,
    pki: pki.port,
    settings: { publicUrl, limits },
    officeConverters: convertersFromEnv(process.env, () =>
      documentSimulator
        ? new TencentDocument({ url: ownUrl, key: secrets.simulator, simulated: true })
        : tencentDocument(process.env),
    ),
    log: jsonLog(logWriter(config.log), () => Date.now()),
  }
  return {
    deps,
    files,
    clock,
    pki: pki.local,
    wechatSimulator,
    documentSimulator,
    close: () => store.close(),
  }
}

/** This host serves browsers; WeChat's phone button exists only inside WeChat, whose calls go to the cloud. */
const noWechat: WechatPort = {
  simulated: false,
  phoneNumber: () => Promise.reject(new ProviderFailure('WechatNotReachable')),
}

/** Names of the font files that were built. */
export async function fontFiles(config: HostConfig): Promise<string[]> {
  const names = await readdir(path.join(config.distDir, 'fonts')).catch(() => [])
  return names.filter((name) => /\.(ttf|otf|woff2?)$/i.test(name))
}
