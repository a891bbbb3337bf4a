import { randomUUID } from 'node:crypto'
import { Aggregator, Query } from 'mingo'
import { update } from 'mingo/updater'
import { Refused } from './refused'

type Document = Record<string, unknown> & { _id: string }
type Documents = Map<string, Document>

interface Transaction {
  /** What the transaction sees: the state of every collection when it began. */
  snapshot: Map<string, Documents>
  /** Its own writes; null is a removal. */
  writes: Map<string, Map<string, Document | null>>
  timer: NodeJS.Timeout
}

const conflict = () =>
  new Refused('DATABASE_TRANSACTION_CONFLICT', '[ResourceUnavailable.TransactionConflict] WriteConflict')
const duplicate = () =>
  new Refused(
    'DATABASE_REQUEST_FAILED',
    '[FailedOperation.DuplicateWrite] multiple write errors: [{write errors: [{E11000 duplicate key error collection}]}]',
  )

/**
 * The database behind the double. Transactions see a snapshot; the first to write a document wins and a later writer
 * fails at once; what is only read is not protected, so write skew happens as it does in the cloud. A write outside a
 * transaction waits for the one that holds the document. Transactions that nobody ends are aborted.
 */
export class DoubleDatabase {
  private readonly collections = new Map<string, Documents>()
  private readonly transactions = new Map<string, Transaction>()
  /** `collection\0id` → the transaction that wrote it, and those who wait for its end. */
  private readonly locks = new Map<string, { owner: string; waiting: (() => void)[] }>()

  constructor(private readonly transactionMs = 10_000) {}

  addCollection(name: string): void {
    if (this.collections.has(name))
      throw new Refused('DATABASE_COLLECTION_ALREADY_EXIST', 'Db or Table already exists')
    this.collections.set(name, new Map())
  }

  private collection(name: string): Documents {
    const found = this.collections.get(name)
    if (!found)
      throw new Refused('DATABASE_COLLECTION_NOT_EXIST', `[ResourceNotFound] Db or Table not exist: ${name}`)
    return found
  }

  /** All documents for tests, including what no transaction has committed. */
  contents(name: string): Document[] {
    return [...this.collection(name).values()]
  }

  begin(): string {
    const id = randomUUID()
    const timer = setTimeout(() => this.end(id, false), this.transactionMs)
    timer.unref()
    const snapshot = new Map([...this.collections].map(([name, documents]) => [name, new Map(documents)]))
    this.transactions.set(id, { snapshot, writes: new Map(), timer })
    return id
  }

  private transaction(id: string): Transaction {
    const found = this.transactions.get(id)
    if (!found) throw new Refused('DATABASE_TRANSACTION_FAIL', 'Transaction does not exist or has ended')
    return found
  }

  end(id: string, commit: boolean): void {
    const { writes, timer } = this.transaction(id)
    clearTimeout(timer)
    this.transactions.delete(id)
    for (const [name, changes] of writes) {
      for (const [documentId, document] of changes) {
        if (commit && document) this.collection(name).set(documentId, document)
        else if (commit) this.collection(name).delete(documentId)
        const key = `${name}\0${documentId}`
        const lock = this.locks.get(key)
        this.locks.delete(key)
        lock?.waiting.forEach((wake) => wake())
      }
    }
  }

  private view(name: string, transactionId?: string): Documents {
    if (!transactionId) return this.collection(name)
    const { snapshot, writes } = this.transaction(transactionId)
    const seen = new Map(snapshot.get(name) ?? this.collection(name))
    for (const [id, document] of writes.get(name) ?? []) {
      if (document) seen.set(id, document)
      else seen.delete(id)
    }
    return seen
  }

  find(request: {
    collection: string
    query: Record<string, unknown>
    order?: Record<string, 1 | -1>
    limit: number
    offset?: number
    transaction?: string
  }): Document[] {
    let cursor = new Query(request.query).find<Document>([
      ...this.view(request.collection, request.transaction).values(),
    ])
    if (request.order) cursor = cursor.sort(request.order)
    if (request.offset) cursor = cursor.skip(request.offset)
    return structuredClone(cursor.limit(Math.min(request.limit, 1000)).all())
  }

  count(collection: string, query: Record<string, unknown>): number {
    return new Query(query).find([...this.collection(collection).values()]).all().length
  }

  aggregate(collection: string, stages: Record<string, unknown>[]): unknown[] {
    return new Aggregator(stages).run([...this.collection(collection).values()])
  }

  async insert(collection: string, document: Record<string, unknown>, transaction?: string): Promise<string> {
    const id = typeof document['_id'] === 'string' ? document['_id'] : randomUUID()
    if (this.view(collection, transaction).has(id)) throw duplicate()
    const wrote = await this.write(collection, id, transaction, (current) => {
      if (current) throw duplicate()
      return { ...document, _id: id }
    })
    return wrote ? id : ''
  }

  /** Number of documents changed. */
  async modify(request: {
    collection: string
    query: Record<string, unknown>
    data: Record<string, unknown>
    multi: boolean
    merge: boolean
    upsert: boolean
    transaction?: string
  }): Promise<{ updated: number; upserted: string | null }> {
    const { collection, query, data, transaction } = request
    const matches = (document: Document) => new Query(query).test(document)
    const hits = [...this.view(collection, transaction).values()].filter(matches)
    if (hits.length === 0 && request.upsert && typeof query['_id'] === 'string') {
      const upserted = await this.insert(collection, { ...data, _id: query['_id'] }, transaction)
      return { updated: 0, upserted }
    }
    let updated = 0
    for (const { _id } of request.multi ? hits : hits.slice(0, 1)) {
      const wrote = await this.write(collection, _id, transaction, (current) => {
        if (!current || !matches(current)) return undefined
        if (!request.merge) return { ...data, _id }
        const changed = structuredClone(current)
        update(changed, data as Parameters<typeof update>[1])
        return changed
      })
      if (wrote) updated += 1
    }
    return { updated, upserted: null }
  }

  async remove(
    collection: string,
    query: Record<string, unknown>,
    multi: boolean,
    transaction?: string,
  ): Promise<number> {
    const hits = [...this.view(collection, transaction).values()].filter((d) => new Query(query).test(d))
    let removed = 0
    for (const { _id } of multi ? hits : hits.slice(0, 1)) {
      const wrote = await this.write(collection, _id, transaction, (current) => (current ? null : undefined))
      if (wrote) removed += 1
    }
    return removed
  }

  /**
   * Writes what `change` makes of the current document (null removes it, undefined leaves it alone). False when left
   * alone.
   */
  private async write(
    name: string,
    id: string,
    transactionId: string | undefined,
    change: (current: Document | undefined) => Document | null | undefined,
  ): Promise<boolean> {
    const key = `${name}\0${id}`
    if (!transactionId) {
      for (let lock = this.locks.get(key); lock; lock = this.locks.get(key)) {
        const { waiting } = lock
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
      const next = change(this.collection(name).get(id))
      if (next === undefined) return false
      if (next) this.collection(name).set(id, next)
      else this.collection(name).delete(id)
      return true
    }
    const t = this.transaction(transactionId)
    const lock = this.locks.get(key)
    if (lock && lock.owner !== transactionId) throw conflict()
    const committed = this.collection(name).get(id)
    if ((t.snapshot.get(name) ?? this.collection(name)).get(id) !== committed) throw conflict()
    const next = change(this.view(name, transactionId).get(id))
    if (next === undefined) return false
    if (!lock) this.locks.set(key, { owner: transactionId, waiting: [] })
    const writes = t.writes.get(name) ?? new Map<string, Document | null>()
    t.writes.set(name, writes.set(id, next))
    return true
  }
}
