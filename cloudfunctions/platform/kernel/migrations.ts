import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from './ports'
import { collection, isConflict, isDuplicate, type Entity, type Store } from './store'

/**
 * One step from a state of the stored data to the next. It may be cut off and run again from its beginning, so it must
 * find its own earlier work done. What can be read in its old shape needs none: schemas upcast.
 */
export interface Migration {
  /** What it does, kebab-case; shown when it fails. */
  name: string
  run(store: Store): Promise<void>
}

interface Schema extends Entity {
  /** Number of migrations that have run. */
  level: number
  /** Who is migrating, and until when he holds that right (epoch ms); empty when nobody is. */
  runner: string
  leaseUntil: number
}

export const schemaCollection = collection<Schema>({
  name: 'schema',
  schema: z.object({
    id: z.string(),
    version: z.number(),
    level: z.number().int(),
    runner: z.string(),
    leaseUntil: z.number(),
  }),
  fields: {},
  indexes: [],
})

const id = 'schema'

/** The data was written by a newer version of the program. */
export class NewerData extends Error {
  override name = 'NewerData'
  constructor(
    readonly stored: number,
    readonly known: number,
  ) {
    super(
      `The stored data has level ${stored}, but this version of Qianli knows only ${known}. ` +
        'Start the version that wrote it, or a newer one; nothing was changed.',
    )
  }
}

export class MigrationFailed extends Error {
  override name = 'MigrationFailed'
}

/**
 * Runs the migrations that have not run on this data, in order; of several processes that start together one does, and
 * the others wait for it. Answers how many this call ran. The order of the list is for ever: new ones go to its end.
 * @throws NewerData before anything is changed
 * @throws MigrationFailed with the cause; the level stays where it was and the next start tries again
 */
export async function migrate(
  store: Store,
  migrations: readonly Migration[],
  { clock, leaseMs = 30_000, pollMs = 200 }: { clock: Clock; leaseMs?: number; pollMs?: number },
): Promise<number> {
  await store.ensure([schemaCollection])
  const runner = randomUUID()
  for (;;) {
    const schema = await current(store)
    if (schema.level > migrations.length) throw new NewerData(schema.level, migrations.length)
    if (schema.level === migrations.length) return 0
    if (await takeLease(store, runner, clock, leaseMs)) break
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  const beat = setInterval(() => {
    // A missed beat matters only if the process is dead; then nobody is there to hear of it.
    change(store, runner, (s) => ({ ...s, leaseUntil: clock.now() + leaseMs })).catch(() => undefined)
  }, leaseMs / 3)
  try {
    let ran = 0
    for (;;) {
      const { level } = await current(store)
      const next = migrations[level]
      if (!next) return ran
      try {
        await next.run(store)
      } catch (cause) {
        throw new MigrationFailed(`Migration ${level + 1} (${next.name}) failed`, { cause })
      }
      if (!(await change(store, runner, (s) => ({ ...s, level: level + 1 }))))
        throw new MigrationFailed(`Migration ${level + 1} (${next.name}) was taken over by another process`)
      ran += 1
    }
  } finally {
    clearInterval(beat)
    await change(store, runner, (s) => ({ ...s, runner: '', leaseUntil: 0 }))
  }
}

async function current(store: Store): Promise<Schema> {
  const found = await store.get(schemaCollection, id)
  if (found) return found
  try {
    await store.tx((t) => t.insert(schemaCollection, { id, level: 0, runner: '', leaseUntil: 0 }))
  } catch (e) {
    if (!isDuplicate(e)) throw e
  }
  return current(store)
}

async function takeLease(store: Store, runner: string, clock: Clock, leaseMs: number): Promise<boolean> {
  try {
    return await store.tx(async (t) => {
      const schema = await t.get(schemaCollection, id)
      if (!schema || (schema.runner !== '' && schema.leaseUntil > clock.now())) return false
      await t.put(schemaCollection, { ...schema, runner, leaseUntil: clock.now() + leaseMs })
      return true
    })
  } catch (e) {
    if (isConflict(e)) return false
    throw e
  }
}

/** Changes the record while this runner holds it; false when it no longer does. */
function change(store: Store, runner: string, next: (s: Schema) => Schema): Promise<boolean> {
  return store.tx(async (t) => {
    const schema = await t.get(schemaCollection, id)
    if (schema?.runner !== runner) return false
    await t.put(schemaCollection, next(schema))
    return true
  })
}
