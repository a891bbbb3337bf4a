import { CloudBaseFiles } from '#platform/adapters/files-cloudbase/cloudbase-files'
import { convertersFromEnv, tencentDocument } from '#platform/adapters/converter/converters-from-env'
import { systemClock } from '#platform/adapters/clock/clock'
import { createIds } from '#platform/adapters/ids/ids'
import { openPki } from '#platform/adapters/pki-external/open-pki'
import { KeyCollection } from '#platform/adapters/pki-store/key-collection'
import type { CloudSdk } from '#platform/adapters/store-cloudbase/cloud-sdk'
import { CloudBaseStore } from '#platform/adapters/store-cloudbase/cloudbase-store'
import { openPostgres } from '#platform/adapters/store-sql/open'
import { kmsEndpoint, realParties } from '#platform/adapters/tencent-cloud/parties-from-env'
import { createVault } from '#platform/adapters/vault/vault'
import { CloudWechat, type PhoneNumberApi } from '#platform/adapters/wechat/cloud-wechat'
import { jsonLog } from '#platform/kernel/log'
import type { Deps } from '#platform/kernel/ports'
import { readCloudSettings } from './cloud-settings'

/** The SDK as the composition uses it: identity of a call and WeChat's own interfaces besides store and files. */
interface Sdk extends CloudSdk {
  getWXContext(): Record<string, unknown>
  openapi: PhoneNumberApi
}

let sdk: Sdk | undefined

/**
 * wx-server-sdk, initialised on first use. Loaded by `require` so that a host without WeChat never runs it, and
 * synchronously, because the identity of a call must be read before anything is awaited.
 */
export function cloudSdk(): Sdk {
  if (!sdk) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    sdk = require('wx-server-sdk') as Sdk
    sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV })
  }
  return sdk
}

/** Everything a function uses on CloudBase. @throws CloudSettingsMissing, PartiesMissing naming what is not set */
export async function cloudDeps(): Promise<Deps> {
  const settings = readCloudSettings(process.env)
  const cloud = cloudSdk()
  const clock = systemClock
  const now = () => clock.now()
  // An instance serves one call at a time, so one connection is enough; more would count for every live instance.
  const store = settings.databaseUrl
    ? await openPostgres(settings.databaseUrl, { maxConnections: 2 })
    : new CloudBaseStore(cloud, now)
  return {
    store,
    files: new CloudBaseFiles({ cloud, store, clock, maxUploadBytes: settings.limits.uploadBytes }),
    clock,
    ids: createIds(now),
    vault: createVault(settings.masterSecret),
    ...realParties(process.env, settings.publicUrl),
    wechat: new CloudWechat(cloud.openapi),
    pki: (
      await openPki({
        files: new KeyCollection(store, settings.keyStoreSecret),
        settings: settings.pki,
        kms: kmsEndpoint(process.env),
        now,
      })
    ).port,
    settings: { publicUrl: settings.publicUrl, limits: settings.limits },
    officeConverters: convertersFromEnv(process.env, () => tencentDocument(process.env)),
    log: jsonLog((line) => void process.stdout.write(`${line}\n`), now),
  }
}
