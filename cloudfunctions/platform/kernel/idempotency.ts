import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Vault } from './ports'
import { Refusal } from './refusal'
import { collection, type Entity, type Store } from './store'

/** How long a key answers with the first result: 7 days, in ms. */
export const keyLifetime = 7 * 86_400_000

export interface KeyRecord extends Entity {
  /** Keyed hash of the input, so that one key cannot stand for two requests. Plain hashes of phones can be guessed. */
  inputHash: string
  /** JSON of the first answer's data. */
  output: string
  expiresAt: number
}

export const keyCollection = collection<KeyRecord>({
  name: 'idempotencyKeys',
  schema: z.object({
    id: z.string(),
    version: z.number(),
    inputHash: z.string(),
    output: z.string(),
    expiresAt: z.number(),
  }),
  fields: { expiresAt: 'int' },
  indexes: [['expiresAt']],
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export const recordId = (room: string, action: string, client: string, key: string) =>
  sha256(JSON.stringify([room, action, client, key]))

export const hashInput = (vault: Vault, input: unknown) =>
  vault.lookup(JSON.stringify(input) ?? '', 'request-input')

/** The first answer given under this key, or null. @throws Refusal KEY_REUSED when the input differs */
export async function firstAnswer(
  store: Store,
  id: string,
  inputHash: string,
): Promise<{ data: unknown } | null> {
  const record = await store.get(keyCollection, id)
  if (!record) return null
  if (record.inputHash !== inputHash) throw new Refusal('KEY_REUSED')
  return { data: JSON.parse(record.output) as unknown }
}
