import type { ZodType } from 'zod'

/** Every document: an id that is unique in its collection and a version that each write raises by one, from 1. */
export interface Entity {
  id: string
  version: number
}

/** `set` is an array of strings, matched by `has`. */
export type FieldType = 'text' | 'int' | 'set'

/** A collection declared as data: it drives SQL tables, CloudBase indexes and the deploy plan. */
export interface Collection<T extends Entity = Entity> {
  name: string
  /** Parses a stored document; old shapes are upcast here when read. */
  schema: ZodType<T>
  /** Every field that may be filtered or sorted on. `id` always may. */
  fields: Record<string, FieldType>
  /**
   * Compound indexes for lists; a leading `-` is descending. The id is added as tie-breaker. An index may name one set:
   * `['viewers', '-createdAt']` lists the documents whose viewers have an element, newest first, at a cost that does
   * not grow with their number.
   */
  indexes: string[][]
}

export type Scalar = string | number
export type Condition =
  | { eq: [field: string, value: Scalar] }
  | { in: [field: string, values: Scalar[]] }
  | { gte: [field: string, value: Scalar] }
  | { lt: [field: string, value: Scalar] }
  /** The set field contains all of these. */
  | { has: [field: string, values: string[]] }
  /** One of these groups holds as a whole. */
  | { or: Condition[][] }

export interface Query {
  where: Condition[]
  /** Documents without a value in this field are not listed. */
  orderBy?: [field: string, direction: 'asc' | 'desc']
  /** 1..1000, default 20. */
  limit?: number
  /** Cursor of an earlier page. A cursor that does not decode is refused with INPUT_INVALID. */
  after?: string
}

export interface Page<T> {
  items: T[]
  next?: string
}

/** Operations inside a transaction, by id only. */
export interface Tx {
  /**
   * Reads for deciding. `change` (default) locks the row for a later put; `read` is for facts the decision rests on
   * but does not change (SQL: `for share`). On CloudBase only writes are locked: see {@link Tx.touch}.
   */
  get<T extends Entity>(c: Collection<T>, id: string, intent?: 'change' | 'read'): Promise<T | null>
  /** @throws Duplicate when the id exists */
  insert<T extends Entity>(c: Collection<T>, doc: Omit<T, 'version'>): Promise<void>
  /** Replaces the document if its stored version is doc.version. @throws Conflict otherwise */
  put<T extends Entity>(c: Collection<T>, doc: T): Promise<void>
  /** Puts the document unchanged, so that a concurrent decision on it conflicts on every store (no write skew). */
  touch<T extends Entity>(c: Collection<T>, doc: T): Promise<void>
  remove<T extends Entity>(c: Collection<T>, doc: T): Promise<void>
}

export interface Reservation {
  counter: string
  key: string
  by: number
  expiresAt: number
}

/** A small document store: the intersection of what PostgreSQL and the CloudBase document database both do well. */
export interface Store {
  get<T extends Entity>(c: Collection<T>, id: string): Promise<T | null>
  find<T extends Entity>(c: Collection<T>, q: Query): Promise<Page<T>>
  /** Number of matches, counted no further than cap (default 1000). */
  count<T extends Entity>(c: Collection<T>, where: Condition[], cap?: number): Promise<number>
  /** All or nothing. The body is run again on Conflict, so it must have no outside effects (use the outbox). */
  tx<R>(body: (t: Tx) => Promise<R>): Promise<R>
  /**
   * Takes `by` from a counter that may not exceed `limit`, recorded under `key` in the same atomic step.
   * The same key again answers true, takes nothing and may put its expiry off. False: the limit would be exceeded.
   */
  reserve(counter: string, key: string, by: number, limit: number, expiresAt: number): Promise<boolean>
  /** Makes a reservation permanent: the sweep no longer returns it. */
  settle(counter: string, key: string): Promise<void>
  /** Gives a reservation back; an unknown key changes nothing. */
  release(counter: string, key: string): Promise<void>
  /** Units taken from a counter: reserved and settled. */
  taken(counter: string): Promise<number>
  /** Unsettled reservations whose expiry lies before `now` (epoch ms), oldest first. */
  expiredReservations(now: number, limit: number): Promise<Reservation[]>
  /** Creates what the collections need; runs at start or deploy, never in a request. */
  ensure(collections: Collection[]): Promise<void>
  close(): Promise<void>
}

const conflictBrand = Symbol.for('qianli.conflict')
const duplicateBrand = Symbol.for('qianli.duplicate')

/** Somebody else changed what this transaction read; it may be tried again. */
export class Conflict extends Error {
  readonly [conflictBrand] = true
  override name = 'Conflict'
}

/** The id exists already. */
export class Duplicate extends Error {
  readonly [duplicateBrand] = true
  override name = 'Duplicate'
}

// Function bundles and the host each carry their own copy of these classes.
export const isConflict = (e: unknown): boolean => typeof e === 'object' && e !== null && conflictBrand in e
export const isDuplicate = (e: unknown): boolean => typeof e === 'object' && e !== null && duplicateBrand in e

/** Declares a collection with its type taken from the schema. */
export function collection<T extends Entity>(c: Collection<T>): Collection<T> {
  return c
}
