import { mkdirSync } from 'node:fs'
import { createIds } from '#platform/adapters/ids/ids'
import { systemClock } from '#platform/adapters/clock/clock'
import { DataFolderInUse, lockFolder } from '#platform/adapters/store-sql/folder-lock'
import { createVault } from '#platform/adapters/vault/vault'
import { collections } from '../../collections'
import { setUpDemo } from '../../setup-demo'
import { ConfigError, hostConfig } from './host-config'
import { folders, openPki, openStore } from './host-parts'
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
    await openPki(config, secrets, systemClock.now)
    const store = await openStore(config)
    try {
      await store.ensure([...collections, ...(config.simulators ? simulatorCollections : [])])
      const accounts =
        config.simulators && process.env.QIANLI_DEMO !== 'off'
          ? await setUpDemo({
              store,
              ids: createIds(),
              vault: createVault(Buffer.from(secrets.master, 'base64url')),
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

main().then(
  () => process.exit(0),
  (e: unknown) => {
    const known = e instanceof ConfigError || e instanceof DataFolderInUse
    console.error(known ? e.message : e)
    process.exit(e instanceof DataFolderInUse ? 3 : known ? 2 : 1)
  },
)
