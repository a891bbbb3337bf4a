import { Conflict, type Collection, type Entity, type Tx } from '#platform/kernel/store'
import { isStorable } from '../store-contract/storable'
import { Written } from '../store-contract/written'
import { fromCloud, toCloud } from './cloud-document'
import { calling } from './cloud-errors'
import type { CloudTransaction } from './cloud-sdk'

/**
 * The operations of one transaction. It sees a snapshot; a document that another transaction writes or wrote since
 * fails the write here with Conflict. Reading protects nothing: `touch` what a decision rests on.
 */
export function cloudTransaction(t: CloudTransaction): Tx {
  const versions = new Map<string, number>()
  const written = new Written()
  const keyOf = (c: { name: string }, id: string) => `${c.name}/${id}`

  async function load<T extends Entity>(c: Collection<T>, id: string) {
    const { data } = await calling(() => t.collection(c.name).doc(id).get())
    if (data) versions.set(keyOf(c, id), Number(data['version']))
    return data
  }

  /** Within the snapshot the version cannot change, so one look is enough; the write itself meets other writers. */
  async function compareVersion<T extends Entity>(c: Collection<T>, doc: T): Promise<void> {
    written.check(c, doc)
    const key = keyOf(c, doc.id)
    if (!versions.has(key)) await load(c, doc.id)
    if (versions.get(key) !== doc.version) throw new Conflict(`${c.name} changed since it was read`)
  }

  async function put<T extends Entity>(c: Collection<T>, doc: T): Promise<void> {
    const data = toCloud(c, doc, doc.version + 1)
    await compareVersion(c, doc)
    await calling(() => t.collection(c.name).doc(doc.id).set({ data }))
    versions.set(keyOf(c, doc.id), doc.version + 1)
    written.note(c, doc.id, doc.version + 1)
  }

  return {
    async get(c, id) {
      if (!isStorable(id)) return null
      const data = await load(c, id)
      return data ? fromCloud(c, data) : null
    },
    async insert(c, doc) {
      const data = { ...toCloud(c, doc, 1), _id: doc.id }
      await calling(() => t.collection(c.name).add({ data }))
      versions.set(keyOf(c, doc.id), 1)
      written.note(c, doc.id, 1)
    },
    put,
    touch: put,
    async remove(c, doc) {
      await compareVersion(c, doc)
      await calling(() => t.collection(c.name).doc(doc.id).remove())
      versions.delete(keyOf(c, doc.id))
    },
  }
}

/** Begins, runs the body, commits; rolls back when anything throws. One attempt: the caller retries. */
export async function attemptTransaction<R>(
  start: () => Promise<CloudTransaction>,
  body: (t: CloudTransaction) => Promise<R>,
): Promise<R> {
  const t = await calling(start)
  let result: R
  try {
    result = await body(t)
  } catch (e) {
    // A transaction that cannot be rolled back is aborted by the cloud after a while.
    await t.rollback().catch(() => undefined)
    throw e
  }
  await calling(() => t.commit())
  return result
}
