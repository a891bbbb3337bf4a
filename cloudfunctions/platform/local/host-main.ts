import { DataFolderInUse, lockFolder } from '#platform/adapters/store-sql/folder-lock'
import { PartiesMissing } from '#platform/adapters/tencent-cloud/parties-from-env'
import { ConfigError, hostConfig } from './host-config'
import { openHost } from './open-host'

/** Exit codes: 0 stopped as asked, 1 failed, 2 wrong settings, 3 the data folder is in use. */
async function main(): Promise<void> {
  const config = hostConfig(process.env, process.cwd())
  const unlock = config.sharedData ? () => undefined : lockFolder(config.dataDir)
  const host = await openHost(config, { withTimers: process.env.QIANLI_TIMERS !== 'off' })

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
  const known = e instanceof ConfigError || e instanceof DataFolderInUse || e instanceof PartiesMissing
  const inUse = (e as NodeJS.ErrnoException | null)?.code === 'EADDRINUSE'
  if (known) console.error((e as Error).message)
  else if (inUse) console.error('The port is already in use. Set PORT to another one.')
  else console.error(e)
  process.exit(e instanceof DataFolderInUse ? 3 : known || inUse ? 2 : 1)
}

process.on('unhandledRejection', fail)
main().catch(fail)
