import type { Deps } from '#platform/kernel/ports'

/** The part of wx-server-sdk that the composition uses. */
export interface CloudSdk {
  DYNAMIC_CURRENT_ENV: unknown
  init(options: { env: unknown }): void
  getWXContext(): Record<string, unknown>
}

let sdk: CloudSdk | undefined

/**
 * wx-server-sdk, initialised on first use. Loaded by `require` so that a host without WeChat never runs it, and
 * synchronously, because the identity of a call must be read before anything is awaited.
 */
export function cloudSdk(): CloudSdk {
  if (!sdk) {
    sdk = require('wx-server-sdk') as CloudSdk
    sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV })
  }
  return sdk
}

export async function cloudDeps(): Promise<Deps> {
  throw new Error('pending')
}
