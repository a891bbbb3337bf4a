import type {
  Collection,
  Condition,
  Entity,
  Page,
  Query,
  Reservation,
  Store,
  Tx,
} from '#platform/kernel/store'
import { decodeCursor, encodeCursor } from '../store-contract/cursor'
import { checkCollection, fieldTypeOf, limitOf, orderOf } from '../store-contract/fields'
import { checkReservation } from '../store-contract/reservation-input'
import { retrying } from '../store-contract/retrying'
import { isStorable } from '../store-contract/storable'
import { insideTransaction, refuseInsideTransaction } from '../store-contract/transaction-scope'
import { cloudConditions, cloudField } from './cloud-conditions'
import { fromCloud } from './cloud-document'
import { calling, translateCloudError } from './cloud-errors'
import { CloudReservations, reservationCollections } from './cloud-reservations'
import type { CloudData, CloudDatabase, CloudSdk } from './cloud-sdk'
import { attemptTransaction, cloudTransaction } from './cloud-transaction'

/** The SDK silently cuts a query at this many rows. */
const rowCap = 1_000

/** The document store on CloudBase's document database. Indexes are made by the deploy plan, not here. */
export class CloudBaseStore implements Store {
  private readonly db: CloudDatabase
  private readonly reservations: CloudReservations

  constructor(cloud: Pick<CloudSdk, 'database'>, now: () => number = Date.now) {
    // Without this, reading an absent document throws.
    this.db = cloud.database({ throwOnNotFound: false })
    this.reservations = new CloudReservations(this.db, now)
  }

  async get<T extends Entity>(c: Collection<T>, id: string): Promise<T | null> {
    refuseInsideTransaction('get')
    if (!isStorable(id)) return null
    const { data } = await calling(() => this.db.collection(c.name).doc(id).get())
    return data ? fromCloud(c, data) : null
  }

  async find<T extends Entity>(c: Collection<T>, q: Query): Promise<Page<T>> {
    refuseInsideTransaction('find')
    const limit = limitOf(q)
    const { field } = orderOf(c, q)
    const after = q.after === undefined ? null : decodeCursor(c, q.orderBy, q.after)
    const rows = await this.rows(c, q, after, Math.min(limit + 1, rowCap))
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    if (!last) return { items: [] }
    const position = { value: last[cloudField(field)] as string | number, id: String(last['_id']) }
    // A page of 1,000 leaves no room for the row that would show that more follow.
    const more = rows.length > limit || (limit === rowCap && (await this.rows(c, q, position, 1)).length > 0)
    const items = page.map((row) => fromCloud(c, row))
    return more ? { items, next: encodeCursor(q.orderBy, position) } : { items }
  }

  private async rows(
    c: Collection,
    q: Query,
    after: { value: string | number; id: string } | null,
    limit: number,
  ): Promise<CloudData[]> {
    const _ = this.db.command
    const { field, direction } = orderOf(c, q)
    const name = cloudField(field)
    const conditions = [cloudConditions(_, c, q.where)]
    if (name !== '_id') conditions.push({ [name]: _.exists(true) })
    if (after) {
      const beyond = (value: string | number) => (direction === 'asc' ? _.gt(value) : _.lt(value))
      conditions.push(
        name === '_id'
          ? { _id: beyond(after.id) }
          : _.or([{ [name]: beyond(after.value) }, { [name]: _.eq(after.value), _id: beyond(after.id) }]),
      )
    }
    const used = conditions.filter((part) => Reflect.ownKeys(part).length > 0)
    let query = this.db
      .collection(c.name)
      .where(used.length === 0 ? {} : used.length === 1 ? (used[0] ?? {}) : _.and(used))
      .orderBy(name, direction)
    if (name !== '_id') query = query.orderBy('_id', direction)
    const { data } = await calling(() => query.limit(limit).get())
    return data
  }

  async count<T extends Entity>(c: Collection<T>, where: Condition[], cap = 1000): Promise<number> {
    refuseInsideTransaction('count')
    if (!Number.isInteger(cap) || cap < 1) throw new Error('A cap is a positive integer')
    // The SDK's count() counts everything; an aggregation stops at the cap.
    const { list } = await calling(() =>
      this.db
        .collection(c.name)
        .aggregate()
        .match(cloudConditions(this.db.command, c, where))
        .limit(cap)
        .count('n')
        .end(),
    )
    return Number(list[0]?.['n'] ?? 0)
  }

  tx<R>(body: (t: Tx) => Promise<R>): Promise<R> {
    refuseInsideTransaction('tx')
    // Not the SDK's runTransaction: it does not run again when an operation meets a conflict.
    return retrying(() =>
      attemptTransaction(
        () => this.db.startTransaction(),
        (t) => insideTransaction(() => body(cloudTransaction(t))),
      ),
    )
  }

  async reserve(
    counter: string,
    key: string,
    by: number,
    limit: number,
    expiresAt: number,
  ): Promise<boolean> {
    refuseInsideTransaction('reserve')
    checkReservation({ counter, key, by, limit, expiresAt })
    return this.reservations.reserve({ counter, key, by, expiresAt }, limit)
  }

  async settle(counter: string, key: string): Promise<void> {
    refuseInsideTransaction('settle')
    await this.reservations.settle(counter, key)
  }

  async release(counter: string, key: string): Promise<void> {
    refuseInsideTransaction('release')
    await this.reservations.release(counter, key)
  }

  async taken(counter: string): Promise<number> {
    refuseInsideTransaction('taken')
    return this.reservations.taken(counter)
  }

  async expiredReservations(now: number, limit: number): Promise<Reservation[]> {
    refuseInsideTransaction('expiredReservations')
    return this.reservations.expired(now, limit)
  }

  /** Creates missing collections. */
  async ensure(collections: Collection[]): Promise<void> {
    for (const c of collections) {
      checkCollection(c)
      for (const index of c.indexes) index.forEach((entry) => fieldTypeOf(c, entry.replace('-', '')))
    }
    for (const name of [...collections.map((c) => c.name), ...reservationCollections.map((c) => c.name)]) {
      try {
        await this.db.createCollection(name)
      } catch (e) {
        if (!/exist/i.test(describe(e))) throw translateCloudError(e)
      }
    }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

function describe(e: unknown): string {
  const { errMsg, message } = (typeof e === 'object' && e !== null ? e : {}) as Record<string, unknown>
  return String(errMsg ?? message ?? e)
}
