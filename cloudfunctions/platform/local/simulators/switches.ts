import { z } from 'zod'
import { collection, type Entity, type Store } from '#platform/kernel/store'

/** How a simulated party behaves: as it should, refusing every call, or never answering. */
export const behaviour = z.enum(['works', 'refuses', 'silent'])
export type Behaviour = z.infer<typeof behaviour>

export interface Switches {
  sms: Behaviour
  face: Behaviour
  registry: Behaviour
  /** Milliseconds the product's clock is ahead of the system's. */
  clockAhead: number
}

const settingsCollection = collection<Switches & Entity>({
  name: 'simulatorSettings',
  schema: z.object({
    id: z.string(),
    version: z.number(),
    sms: behaviour,
    face: behaviour,
    registry: behaviour,
    clockAhead: z.number(),
  }),
  fields: {},
  indexes: [],
})

const only = 'switches'
const working: Switches = { sms: 'works', face: 'works', registry: 'works', clockAhead: 0 }

export async function readSwitches(store: Store): Promise<Switches> {
  return (await store.get(settingsCollection, only)) ?? working
}

export function changeSwitches(store: Store, change: Partial<Switches>): Promise<Switches> {
  return store.tx(async (t) => {
    const current = await t.get(settingsCollection, only)
    const next = { ...working, ...current, ...change, id: only }
    if (current) await t.put(settingsCollection, { ...next, version: current.version })
    else await t.insert(settingsCollection, next)
    return next
  })
}

export { settingsCollection }
