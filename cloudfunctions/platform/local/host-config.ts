import path from 'node:path'
import {
  PkiSettingsError,
  readPkiSettings,
  type PkiSettings,
} from '#platform/adapters/pki-external/pki-settings'

/** Settings of one host, read from the environment once. `scripts/start.mjs` documents each variable. */
export interface HostConfig {
  /** Folder of the built project: `h5`, `functions`, `fonts` under it. */
  distDir: string
  dataDir: string
  host: string
  /** 0 takes a free port. */
  port: number
  /** Base of links without trailing slash; null until the port is known. */
  publicUrl: string | null
  databaseUrl: string | null
  simulators: boolean
  /** True when several hosts may share one data folder (PostgreSQL only). */
  sharedData: boolean
  /** Believe `X-Forwarded-For` of a reverse proxy in front. */
  trustProxy: boolean
  /** `stdout`, or a file that is appended to. */
  log: string
  /** Certificates and time stamps. */
  pki: PkiSettings
}

export class ConfigError extends Error {
  override name = 'ConfigError'
}

type Env = Record<string, string | undefined>

/** @throws ConfigError with a sentence for the operator when a value makes no sense */
export function hostConfig(env: Env, cwd: string): HostConfig {
  const production = env.NODE_ENV === 'production'
  const dataDir = path.resolve(cwd, env.QIANLI_DATA || 'data')
  const databaseUrl = env.DATABASE_URL || null
  const sharedData = env.QIANLI_SHARED_DATA === '1'
  if (sharedData && !databaseUrl)
    throw new ConfigError('QIANLI_SHARED_DATA=1 needs DATABASE_URL: the embedded store serves one host only.')
  return {
    distDir: path.resolve(cwd, env.QIANLI_DIST || 'dist'),
    dataDir,
    host: env.HOST || '127.0.0.1',
    port: portOf(env.PORT),
    publicUrl: env.PUBLIC_URL ? publicUrlOf(env.PUBLIC_URL) : null,
    databaseUrl,
    simulators: !production || env.QIANLI_ALLOW_SIMULATORS === '1',
    sharedData,
    trustProxy: env.QIANLI_TRUST_PROXY === '1',
    pki: pkiSettings(env),
    log: env.QIANLI_LOG || (production ? 'stdout' : path.join(dataDir, 'logs', 'host.jsonl')),
  }
}

function pkiSettings(env: Env): PkiSettings {
  try {
    return readPkiSettings(env)
  } catch (e) {
    if (e instanceof PkiSettingsError) throw new ConfigError(e.message)
    throw e
  }
}

function portOf(text: string | undefined): number {
  if (!text) return 8080
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError(`PORT=${text} is not a port.`)
  return port
}

function publicUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const plain =
    url && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/' && !url.search && !url.hash
  if (!plain) throw new ConfigError(`PUBLIC_URL=${text} is not of the form https://name[:port].`)
  return url.origin
}
