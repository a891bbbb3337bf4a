import { mkdirSync } from 'node:fs'
import { OrganizationKeysError } from '#platform/adapters/pki-external/organization-keys'
import { PkiSettingsError } from '#platform/adapters/pki-external/pki-settings'
import { createIds } from '#platform/adapters/ids/ids'
import { systemClock } from '#platform/adapters/clock/clock'
import { DataFolderInUse, lockFolder } from '#platform/adapters/store-sql/folder-lock'
import { createVault } from '#platform/adapters/vault/vault'
import { collections } from '../../collections'
import { migrations } from '../../migrations'
import { setUpDemo } from '../../setup-demo'
import { NewerData, migrate, schemaCollection } from '#platform/kernel/migrations'
import type { Store } from '#platform/kernel/store'
import { ConfigError, hostConfig } from './host-config'
import { folders, openHostPki, openStore } from './host-parts'
import { ForeignDatabase, claimDatabase, installationCollection } from './installation'
import { ensureSecrets } from './secrets'
import { simulatorCollections } from './simulators/collections'

/**
 * Prepares the data folder and exits: keys, own authority, tables, demo data. A process of its own, because the first
 * start of the embedded database takes memory that is not given back. Running it again changes nothing.
 */
async function main(): Promise<void> {
  const config = hostConfig(process.env, process.cwd())
  const unlock = config.sharedData ? () => undefined : lockFolder(config.dataDir)
  try {
    const secrets = ensureSecrets(config.dataDir)
    mkdirSync(folders(config.dataDir).files, { recursive: true, mode: 0o700 })
    await openHostPki(config, secrets, () => systemClock.now())
    const store = await openStore(config)
    try {
      await refuseNewerData(store)
      const vault = createVault(Buffer.from(secrets.master, 'base64url'))
      await store.ensure([installationCollection])
      await claimDatabase(store, vault)
      await store.ensure([...collections, ...(config.simulators ? simulatorCollections : [])])
      await migrate(store, migrations, { clock: systemClock })
      const accounts =
        config.simulators && process.env.QIANLI_DEMO !== 'off'
          ? await setUpDemo({
              store,
              ids: createIds(),
              vault,
              now: systemClock.now(),
            })
          : []
      process.send?.({ accounts })
    } finally {
      await store.close()
    }
  } finally {
    unlock()
  }
}

/** Before the tables are touched: an older program must leave newer data as they are. @throws NewerData */
async function refuseNewerData(store: Store): Promise<void> {
  await store.ensure([schemaCollection])
  const level = (await store.get(schemaCollection, 'schema'))?.level ?? 0
  if (level > migrations.length) throw new NewerData(level, migrations.length)
}

main().then(
  () => process.exit(0),
  (e: unknown) => {
    const known = [
      ConfigError,
      DataFolderInUse,
      NewerData,
      ForeignDatabase,
      OrganizationKeysError,
      PkiSettingsError,
    ].some((kind) => e instanceof kind)
    console.error(known ? (e as Error).message : e)
    process.exit(e instanceof DataFolderInUse ? 3 : known ? 2 : 1)
  },
)
