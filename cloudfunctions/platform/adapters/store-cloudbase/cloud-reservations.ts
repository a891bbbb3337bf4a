import { createHash } from 'node:crypto'
import { Conflict, isConflict, isDuplicate, type Reservation } from '#platform/kernel/store'
import { retrying } from '../store-contract/retrying'
import { calling } from './cloud-errors'
import type { CloudData, CloudDatabase, CloudTransaction } from './cloud-sdk'
import { attemptTransaction } from './cloud-transaction'

/** One key in a counter's document. Times are epoch ms, 0 = not yet. */
interface Entry {
  key: string
  by: number
  expiresAt: number
  settledAt: number
  /** When a settled key was copied to a document of its own. */
  movedAt: number
}

interface Counter {
  taken: number
  entries: Record<string, Entry>
  /** No entry needs the sweep before this. */
  dueAt: number
}

const counters = 'storeCounters'
const settledKeys = 'storeSettledKeys'

/** Collections and indexes of the reservations, for the deploy plan. */
export const reservationCollections: { name: string; indexes: string[][] }[] = [
  { name: counters, indexes: [['dueAt']] },
  { name: settledKeys, indexes: [] },
]

const never = Number.MAX_SAFE_INTEGER
/** Longer than any call lives: what a reader found absent stays where he looks next for this long. */
const graceMs = 15 * 60_000
const movesAtOnce = 20

const entryName = (key: string) => `k${createHash('sha256').update(key).digest('hex').slice(0, 40)}`
const settledId = (counter: string, key: string) =>
  createHash('sha256')
    .update(JSON.stringify([counter, key]))
    .digest('hex')

function dueOf(entry: Entry): number {
  if (entry.settledAt === 0) return entry.expiresAt
  return (entry.movedAt === 0 ? entry.settledAt : entry.movedAt) + graceMs
}

/**
 * Counters with a limit. A counter is one document that holds its number and the keys that took from it, so that one
 * conditional update takes a unit and records the key together: nothing leaks in a crash, and a hundred callers at once
 * queue up at the document instead of failing as transactions would. Settled keys move, slowly and by the sweep, to
 * documents of their own, so that the counter stays small and still knows every key.
 */
export class CloudReservations {
  constructor(
    private readonly db: CloudDatabase,
    private readonly now: () => number,
  ) {}

  async reserve(r: Reservation, limit: number): Promise<boolean> {
    const _ = this.db.command
    const path = `entries.${entryName(r.key)}`
    return retrying(async () => {
      // First the moved keys, then the entries: an entry outlives its copying by the grace period, so none is missed.
      if (await this.isSettledElsewhere(r)) return true
      const entry: Entry = { key: r.key, by: r.by, expiresAt: r.expiresAt, settledAt: 0, movedAt: 0 }
      const took = await this.update(
        { _id: r.counter, taken: _.lte(limit - r.by), [path]: _.exists(false) },
        { taken: _.inc(r.by), [path]: _.set(entry), dueAt: _.min(r.expiresAt) },
      )
      if (took) return true
      const counter = await this.read(r.counter)
      if (!counter) {
        await this.create(r.counter)
        throw new Conflict('The counter has just been made')
      }
      if (counter.entries[entryName(r.key)]) {
        // A retry takes nothing, but its caller starts its work anew and needs the full time.
        const renewed = { [`${path}.expiresAt`]: _.max(r.expiresAt) }
        if (await this.update({ _id: r.counter, [path]: _.exists(true) }, renewed)) return true
        throw new Conflict('The reservation has just been released')
      }
      if (counter.taken + r.by > limit) return false
      throw new Conflict('The counter has just changed')
    })
  }

  async settle(counter: string, key: string): Promise<void> {
    const _ = this.db.command
    const path = `entries.${entryName(key)}`
    const now = this.now()
    await this.update(
      { _id: counter, [`${path}.settledAt`]: _.eq(0) },
      { [`${path}.settledAt`]: now, dueAt: _.min(now + graceMs) },
    )
  }

  async release(counter: string, key: string): Promise<void> {
    const _ = this.db.command
    const name = entryName(key)
    const entry = (await this.read(counter))?.entries[name]
    if (entry && entry.settledAt === 0) {
      const gone = await this.update(
        { _id: counter, [`entries.${name}.settledAt`]: _.eq(0), [`entries.${name}.by`]: _.eq(entry.by) },
        { taken: _.inc(-entry.by), [`entries.${name}`]: _.remove() },
      )
      if (gone) return
    }
    await this.releaseSettled(counter, key)
  }

  private releaseSettled(counterId: string, key: string): Promise<void> {
    const name = entryName(key)
    return retrying(() =>
      this.transaction(async (t) => {
        const counter = await this.readIn(t, counterId)
        const settled = t.collection(settledKeys).doc(settledId(counterId, key))
        const { data } = await calling(() => settled.get())
        const by = counter?.entries[name]?.by ?? (data ? Number(data['by']) : null)
        if (!counter || by === null) return
        const { [name]: _gone, ...entries } = counter.entries
        await this.writeIn(t, counterId, { ...counter, entries, taken: counter.taken - by })
        if (data) await calling(() => settled.remove())
      }),
    )
  }

  async taken(counter: string): Promise<number> {
    return (await this.read(counter))?.taken ?? 0
  }

  /** Also tidies the counters it meets. */
  async expired(now: number, limit: number): Promise<Reservation[]> {
    const _ = this.db.command
    const { data } = await calling(() =>
      this.db
        .collection(counters)
        .where({ dueAt: _.lt(now) })
        .orderBy('dueAt', 'asc')
        .limit(100)
        .get(),
    )
    const overdue: Reservation[] = []
    for (const stored of data) {
      const id = String(stored['_id'])
      const late = Object.values(counterOf(stored).entries).filter(
        (e) => e.settledAt === 0 && e.expiresAt < now,
      )
      overdue.push(...late.map(({ key, by, expiresAt }) => ({ counter: id, key, by, expiresAt })))
      await this.tidy(id, now)
    }
    return overdue
      .sort((a, b) => a.expiresAt - b.expiresAt || compare(a.counter, b.counter) || compare(a.key, b.key))
      .slice(0, limit)
  }

  /** Copies settled keys out, drops copies made long ago, and works out when the counter is due again. */
  private async tidy(counterId: string, now: number): Promise<void> {
    try {
      await this.transaction(async (t) => {
        const counter = await this.readIn(t, counterId)
        if (!counter) return
        const entries: Record<string, Entry> = {}
        let moves = 0
        for (const [name, entry] of Object.entries(counter.entries)) {
          const due = entry.settledAt > 0 && dueOf(entry) < now
          if (due && entry.movedAt > 0) continue
          if (due && moves < movesAtOnce) {
            moves += 1
            const data = { counter: counterId, key: entry.key, by: entry.by }
            await calling(() => t.collection(settledKeys).doc(settledId(counterId, entry.key)).set({ data }))
            entries[name] = { ...entry, movedAt: now }
          } else entries[name] = entry
        }
        const dueAt = Math.min(never, ...Object.values(entries).map(dueOf))
        await this.writeIn(t, counterId, { taken: counter.taken, entries, dueAt })
      })
    } catch (e) {
      // The counter is busy; the next sweep will find it again.
      if (!isConflict(e)) throw e
    }
  }

  private transaction<R>(body: (t: CloudTransaction) => Promise<R>): Promise<R> {
    return attemptTransaction(() => this.db.startTransaction(), body)
  }

  private async isSettledElsewhere(r: { counter: string; key: string }): Promise<boolean> {
    const { data } = await calling(() =>
      this.db.collection(settledKeys).doc(settledId(r.counter, r.key)).get(),
    )
    return data !== null
  }

  private async read(id: string): Promise<Counter | null> {
    const { data } = await calling(() => this.db.collection(counters).doc(id).get())
    return data ? counterOf(data) : null
  }

  private async readIn(t: CloudTransaction, id: string): Promise<Counter | null> {
    const { data } = await calling(() => t.collection(counters).doc(id).get())
    return data ? counterOf(data) : null
  }

  private async writeIn(t: CloudTransaction, id: string, counter: Counter): Promise<void> {
    await calling(() =>
      t
        .collection(counters)
        .doc(id)
        .set({ data: { ...counter } }),
    )
  }

  private async create(id: string): Promise<void> {
    try {
      await calling(() =>
        this.db.collection(counters).add({ data: { _id: id, taken: 0, entries: {}, dueAt: never } }),
      )
    } catch (e) {
      if (!isDuplicate(e)) throw e
    }
  }

  /** One conditional update of one document; true when the condition held. */
  private async update(condition: CloudData, data: CloudData): Promise<boolean> {
    const { stats } = await calling(() => this.db.collection(counters).where(condition).update({ data }))
    return stats.updated === 1
  }
}

function counterOf(stored: CloudData): Counter {
  return {
    taken: Number(stored['taken']),
    entries: (stored['entries'] ?? {}) as Record<string, Entry>,
    dueAt: Number(stored['dueAt']),
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
