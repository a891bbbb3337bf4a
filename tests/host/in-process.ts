import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { hostConfig } from '#platform/local/host-config'
import { openHost, type RunningHost } from '#platform/local/open-host'

export interface InProcessHost extends RunningHost {
  dataDir: string
}

/** Prepares a data folder of its own and serves the built functions inside this process, so that a test can look into the store. */
export async function openTestHost(env: Record<string, string> = {}): Promise<InProcessHost> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qianli-host-'))
  const settings = { ...env, QIANLI_DATA: dataDir, PORT: '0' }
  execFileSync(process.execPath, [path.join('dist', 'host', 'setup.cjs')], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const host = await openHost(hostConfig(settings, process.cwd()), { withTimers: false })
  return {
    ...host,
    dataDir,
    async close() {
      await host.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
