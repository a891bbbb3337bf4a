import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { outboxCollection } from '#platform/kernel/outbox'
import type { Functions } from './functions'
import type { HostConfig } from './host-config'
import { folders, fontFiles, type HostParts } from './host-parts'
import { json, type Reply } from './reply'
import type { Timers } from './timers'

const patience = 5_000

/** State of each part: `ok`, or what is wrong, without data. 200 when all are well, else 503. */
export async function healthReply(
  config: HostConfig,
  parts: HostParts,
  functions: Functions,
  timers: Timers | null,
): Promise<Reply> {
  const { deps } = parts
  const checks: Record<string, () => Promise<string>> = {
    store: async () => {
      await deps.store.count(outboxCollection, [], 1)
      return 'ok'
    },
    files: async () => {
      await access(folders(config.dataDir).files, constants.R_OK | constants.W_OK)
      return 'ok'
    },
    pki: async () => {
      const signer = await deps.pki.evidenceSigner()
      await signer.sign(Buffer.from('health'))
      return deps.pki.roots().length > 0 ? 'ok' : 'no root certificate'
    },
    fonts: async () => ((await fontFiles(config)).length > 0 ? 'ok' : 'not built'),
    functions: () => {
      const broken = [...functions.broken].map(([room, error]) => `${room} (${error})`)
      if (broken.length > 0) return Promise.resolve(`not loaded: ${broken.join(', ')}`)
      return Promise.resolve(functions.configs.size > 0 ? 'ok' : 'not built')
    },
    timers: () => Promise.resolve(!timers ? 'switched off' : timers.healthy() ? 'ok' : 'late or failing'),
  }
  const states = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await outcome(check)] as const),
  )
  const ok = states.every(([, state]) => state === 'ok' || state === 'switched off')
  return json(ok ? 200 : 503, { ok, parts: Object.fromEntries(states) })
}

async function outcome(check: () => Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), patience)
  })
  try {
    return await Promise.race([check(), late])
  } catch (e) {
    return `failed (${e instanceof Error ? e.name : 'unknown'})`
  } finally {
    clearTimeout(timer)
  }
}
