import path from 'node:path'
import { DataFolderInUse, lockFolder } from '#platform/adapters/store-sql/folder-lock'
import { OrganizationKeysError } from '#platform/adapters/pki-external/organization-keys'
import { PkiSettingsError } from '#platform/adapters/pki-external/pki-settings'
import { PartiesMissing } from '#platform/adapters/tencent-cloud/parties-from-env'
import { framesOf } from '#platform/kernel/log'
import { ConfigError, hostConfig } from './host-config'
import { openHost } from './open-host'

/** Exit codes: 0 stopped as asked, 1 failed, 2 wrong settings, 3 the data folder is in use. */
async function main(): Promise<void> {
  const config = hostConfig(process.env, process.cwd())
  // The document engine looks for its fonts there; a built project carries them with it.
  process.env.QIANLI_FONTS ??= path.join(config.distDir, 'fonts')
  const unlock = config.sharedData ? () => undefined : lockFolder(config.dataDir)
  const host = await openHost(config, { withTimers: process.env.QIANLI_TIMERS !== 'off' })
  const { log } = host.parts.deps
  // A promise that nobody waited for must not take everybody's requests with it.
  process.on('unhandledRejection', (e) =>
    log.error({ event: 'unhandled', outcome: e instanceof Error ? e.name : 'unknown', stack: framesOf(e) }),
  )

  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    void host.close().then(
      () => {
        unlock()
        process.exit(0)
      },
      (e: unknown) => fail(e),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // The parent is gone: nobody is left to stop this host, and its port and folder would stay taken.
  process.on('disconnect', stop)
  process.send?.({ ready: true, url: host.url, operatorKey: config.simulators ? host.operatorKey : null })
}

function fail(e: unknown): never {
  const known =
    e instanceof ConfigError ||
    e instanceof DataFolderInUse ||
    e instanceof PartiesMissing ||
    e instanceof OrganizationKeysError ||
    e instanceof PkiSettingsError
  const inUse = (e as NodeJS.ErrnoException | null)?.code === 'EADDRINUSE'
  if (known) console.error(e.message)
  else if (inUse) console.error('The port is already in use. Set PORT to another one.')
  else console.error(e)
  process.exit(e instanceof DataFolderInUse ? 3 : known || inUse ? 2 : 1)
}

main().catch(fail)
