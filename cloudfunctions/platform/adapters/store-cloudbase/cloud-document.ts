import type { Collection, Entity } from '#platform/kernel/store'
import { documentJson } from '../store-contract/storable'
import type { CloudData } from './cloud-sdk'

/**
 * A document as it is kept in the cloud: `{ _id, version, body, <declared fields> }`. The body is JSON text, so that no
 * key or value of it (a dot, a dollar sign, `$date`) means anything to the database; the declared fields beside it are
 * what queries see.
 */
export function toCloud<T extends Entity>(
  c: Collection<T>,
  doc: Omit<T, 'version'>,
  version: number,
): CloudData {
  const stored: CloudData = { version, body: documentJson(c, doc) }
  for (const field of Object.keys(c.fields)) {
    const value = (doc as Record<string, unknown>)[field]
    if (value !== undefined && value !== null) stored[field] = value
  }
  return stored
}

/** The document, parsed and upcast by its schema. */
export function fromCloud<T extends Entity>(c: Collection<T>, stored: CloudData): T {
  const body = JSON.parse(String(stored['body'])) as CloudData
  return c.schema.parse({ ...body, id: stored['_id'], version: stored['version'] })
}
