import { z } from 'zod'
import type { Vault } from '#platform/kernel/ports'
import { collection, type Entity, type Store } from '#platform/kernel/store'

/** Ties a database to the keys of one installation. */
export const installationCollection = collection<Entity & { proof: string }>({
  name: 'installation',
  schema: z.object({ id: z.string(), version: z.number(), proof: z.string() }),
  fields: {},
  indexes: [],
})

/** The database was written with other keys: what it holds could not be read, and new data would not be found. */
export class ForeignDatabase extends Error {
  override name = 'ForeignDatabase'
  constructor() {
    super(
      'This database belongs to another installation: it was written with other keys than those of this data folder. ' +
        'Use the data folder it was made with (QIANLI_DATA), or an empty database.',
    )
  }
}

/** Claims an empty database for these keys. @throws ForeignDatabase when other keys have claimed it */
export async function claimDatabase(store: Store, vault: Vault): Promise<void> {
  const id = 'installation'
  const proof = vault.lookup(id, 'installation')
  const claimed = await store.tx(async (t) => {
    const found = await t.get(installationCollection, id)
    if (!found) await t.insert(installationCollection, { id, proof })
    return found?.proof ?? proof
  })
  if (claimed !== proof) throw new ForeignDatabase()
}
