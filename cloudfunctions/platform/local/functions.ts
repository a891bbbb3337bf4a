import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import type { Answer } from '#types/action'
import type { RawIdentity, SessionChange } from '#platform/kernel/context'
import type { HostContext } from '#platform/kernel/define-function'
import type { Deps } from '#platform/kernel/ports'

type Main = (event: unknown, context: HostContext) => Promise<Answer>

const functionConfig = z.object({
  /** Seconds. */
  timeout: z.number().int().min(1).max(60),
  /** Megabytes. */
  memorySize: z.number().int(),
  triggers: z
    .array(z.object({ name: z.string(), type: z.literal('timer'), config: z.string() }))
    .max(1)
    .default([]),
  permissions: z.object({ openapi: z.array(z.string()) }).default({ openapi: [] }),
})

export type FunctionConfig = z.infer<typeof functionConfig>

/** Rooms of which a host without one is not whole, by folder of the build. */
const rooms = [
  'identity',
  'organization',
  'billing',
  'seal',
  'contract',
  'document',
  'todo',
  'timers',
] as const

interface Loaded {
  main: Main
  config: FunctionConfig
}

/** The built cloud functions, loaded into this process. */
export interface Functions {
  has(room: string): boolean
  /** Rooms whose bundle did not load or is not there at all, with the reason. */
  broken: ReadonlyMap<string, string>
  configs: ReadonlyMap<string, FunctionConfig>
  invoke(
    room: string,
    event: unknown,
    identity: RawIdentity,
    deps: Deps,
    onSession: (change: SessionChange) => void,
  ): Promise<Answer>
}

/** Loads the same bundles that are deployed to the cloud. A bundle that fails is named, the others serve. */
export function loadFunctions(dir: string): Functions {
  const loaded = new Map<string, Loaded>()
  const broken = new Map<string, string>()
  const built = existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : []
  for (const { name: room } of built) {
    try {
      loaded.set(room, load(path.join(dir, room)))
    } catch (e) {
      broken.set(room, e instanceof Error ? e.name : 'unknown')
    }
  }
  for (const room of rooms) if (!loaded.has(room) && !broken.has(room)) broken.set(room, 'not built')
  return {
    has: (room) => loaded.has(room),
    broken,
    configs: new Map([...loaded].map(([room, { config }]) => [room, config])),
    invoke(room, event, identity, deps, onSession) {
      const found = loaded.get(room)
      if (!found) throw new Error('There is no such function.')
      return found.main(event, { qianli: { identity, deps, onSession } })
    },
  }
}

function load(folder: string): Loaded {
  const file = path.join(folder, 'index.js')
  const config = functionConfig.parse(JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8')))
  const { main } = createRequire(file)(file) as { main?: unknown }
  if (typeof main !== 'function') throw new TypeError('The bundle exports no main.')
  return { main: main as Main, config }
}
