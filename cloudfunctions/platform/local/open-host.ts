import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Answer } from '#types/action'
import type { RawIdentity } from '#platform/kernel/context'
import { loadFunctions } from './functions'
import type { HostConfig } from './host-config'
import { openHostParts, type HostParts } from './host-parts'
import { text, send } from './reply'
import { readSecrets } from './secrets'
import { siteHandler } from './server'
import { loadStaticApp } from './static-files'
import { startTimers } from './timers'

export interface RunningHost {
  /** Base of links, without trailing slash. */
  url: string
  operatorKey: string
  parts: HostParts
  /** Calls a function as the cloud platform would, e.g. with an openid. In process only: no header leads here. */
  invoke(room: string, event: unknown, identity: RawIdentity): Promise<Answer>
  /** Stops accepting, lets running requests end (10 s), closes the store. */
  close(): Promise<void>
}

const drainTime = 10_000

/** Serves a prepared data folder. The caller holds the folder's lock. */
export async function openHost(config: HostConfig, { withTimers = true } = {}): Promise<RunningHost> {
  const secrets = readSecrets(config.dataDir)
  const server = createServer((_, response) => send(response, text(503, 'Starting\n')))
  server.headersTimeout = 20_000
  server.requestTimeout = 300_000
  await listen(server, config)
  const { port } = server.address() as AddressInfo
  const ownUrl = `http://${reachable(config.host)}:${port}`
  const publicUrl = config.publicUrl ?? ownUrl

  try {
    const parts = await openHostParts(config, secrets, { ownUrl, publicUrl })
    const functions = loadFunctions(path.join(config.distDir, 'functions'))
    const invoke = (room: string, event: unknown, identity: RawIdentity) =>
      functions.invoke(room, event, identity, parts.deps, () => undefined)
    const timers = withTimers
      ? startTimers(
          functions.configs,
          (room, name) =>
            invoke(room, { Type: 'Timer', TriggerName: name, action: 'tick', data: {} }, { system: true }),
          parts.deps.log,
        )
      : null
    const app = loadStaticApp(path.join(config.distDir, 'h5'), publicUrl.startsWith('https:'))
    server.removeAllListeners('request')
    server.on(
      'request',
      siteHandler({
        config,
        secrets,
        app,
        timers,
        ownUrl,
        publicUrl,
        functions,
        parts,
        trustProxy: config.trustProxy,
      }),
    )
    parts.deps.log.info({ event: 'host.started', count: functions.configs.size })
    return {
      url: publicUrl,
      operatorKey: secrets.operatorKey,
      parts,
      invoke,
      async close() {
        timers?.stop()
        await drain(server)
        await parts.close()
      },
    }
  } catch (e) {
    server.close()
    throw e
  }
}

function listen(server: Server, { host, port }: HostConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), drainTime)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** An address this machine reaches itself by: a host that listens everywhere listens on loopback, too. */
const reachable = (host: string) =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
